// No door weighs more in somebody's bundle than docs/size-budget.json allows it.
import { contracts, overweight, weights } from '../sizes/budget.mjs'

export async function inspect() {
  const weighed = await weights()
  return {
    problems: overweight(weighed),
    summary: `${weighed.size} doors within their budgets, ${contracts(weighed)} contracts within 6 kB`,
  }
}

// The public API is what docs/api-reports says, every public name says what it is, and every function how it is called.
import { doors, unbuilt } from '../api/doors.mjs'
import { extract } from '../api/extract.mjs'
import { namesOf, withoutExample, withoutSummary } from '../api/names.mjs'
import { differences, pagesOf } from '../api/reports.mjs'

export function inspect() {
  const all = doors()
  const missing = unbuilt(all).map(({ specifier }) => `${specifier} is not built (npm run build)`)
  if (missing.length > 0) return { problems: missing, summary: '' }
  const { program, apis } = extract(all)
  const names = namesOf(program, all)
  const differing = differences(pagesOf(apis))
  return {
    problems: [
      ...differing,
      ...(differing.length > 0
        ? ['docs/api-reports differs: if users shall have that, `npm run renew` writes it']
        : []),
      ...withoutSummary(names),
      ...withoutExample(names),
    ],
    summary: `${all.length} doors, ${names.length} names, each says what it is; ${names.filter(({ isFunction }) => isFunction).length} functions, each with an example`,
  }
}

import type { Count } from '@casewell/knowledge/contract'
import type { Session } from '../connect/session.ts'
import { kept } from '../reading/kept.ts'

/** Values of a list among these articles, and in how many they stand. */
const facetText = (schema: string, column: 'labels' | 'products'): string => `
  select value, count(*)::int as count from ${schema}.articles, unnest(${column}) as value
  where number = any($1) and state = any($2) group by value`

/** Labels and products of what was found and is still in one of these states, the most frequent first. */
export async function facetsOf(
  session: Session,
  schema: string,
  numbers: readonly number[],
  states: readonly string[],
): Promise<{ readonly labels: readonly Count[]; readonly products: readonly Count[] }> {
  const count = async (column: 'labels' | 'products'): Promise<readonly Count[]> => {
    const rows = await session.rows<Count>(facetText(schema, column), [numbers, states])
    return rows.map((row) => ({ ...row, value: kept(row.value) })).sort(mostFirst)
  }
  const labels = await count('labels')
  return { labels, products: await count('products') }
}

const mostFirst = (a: Count, b: Count): number => b.count - a.count || (a.value < b.value ? -1 : 1)

import type { Applicability, Applies } from '@casewell/knowledge/contract'
import type { Session } from '../connect/session.ts'
import type { Found } from './rank.ts'

/** What nobody knows to fit counts so much beside what fits. */
const UNKNOWN = 0.85

/** Who is for which configurations, of those found; most articles share a few. */
const appliesText = (schema: string): string => `
  select applies, array_agg(number) as numbers from ${schema}.articles
  where number = any($1) and applies is not null group by applies`

/** Leaves out what does not fit, and says of the others whether they do. */
export async function fitting(
  session: Session,
  schema: string,
  found: readonly Found[],
  applies: (to: Applicability) => Applies,
): Promise<readonly Found[]> {
  const numbers = found.map(({ number }) => number)
  const rows = await session.rows<{ applies: string; numbers: readonly number[] }>(appliesText(schema), [numbers])
  const verdicts = new Map<number, Applies>()
  for (const row of rows) {
    const verdict = applies(JSON.parse(row.applies) as Applicability) // what a writer wrote
    for (const number of row.numbers) verdicts.set(number, verdict)
  }
  return found
    .map((one) => ({ ...one, applies: verdicts.get(one.number) ?? 'yes' }))
    .filter((one) => one.applies !== 'no')
}

/** How much a hit counts: what is unknown to fit ranks lower. */
export const weightOf = (applies: Applies): number => (applies === 'unknown' ? UNKNOWN : 1)

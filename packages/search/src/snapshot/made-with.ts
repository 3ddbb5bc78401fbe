import type { Analyzer } from '../analyzer.ts'
import { snapshotErrors } from '../errors.ts'

/** Two analyzers that agree on these words are taken to be one. */
const PROBE = "Don't the running connections größer está vidéos 重置密码 ภาษา пароля كلمة"

/** What tells one analyzer from another. */
export const fingerprint = (analyzer: Analyzer): string =>
  analyzer
    .words(PROBE)
    .map(({ word }) => `${analyzer.term(word)} × ${analyzer.weight(word)}`)
    .join(', ')

/** Refuses what was made otherwise. @throws `search/snapshot-differs` */
export function refuseOther(made: Readonly<Record<string, string>>, here: Readonly<Record<string, string>>): void {
  for (const [what, search] of Object.entries(here)) {
    const own = made[what] ?? ''
    if (own !== search) throw snapshotErrors['snapshot-differs']({ what, made: own, search })
  }
}

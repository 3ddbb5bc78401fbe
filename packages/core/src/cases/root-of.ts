import type { Reader } from '@casewell/store'
import type { CaseState } from '../case/state.ts'
import { Cases } from './collections.ts'

/**
 * The case where the story goes on: itself, or the one that has absorbed it; undefined where there is none.
 *
 * @example
 * ```ts
 * import { rootOf } from '@casewell/core'
 * import { testDesk } from '@casewell/core/testing'
 *
 * const { desk } = await testDesk()
 * await desk.start()
 * const ada = desk.as({ id: 'ada', role: 'agent' })
 * const open = (subject: string) => ada.cases.open({ subject, from: { email: 'bob@example.org' }, text: 'It is mute.' })
 * const [first, again] = [await open('No sound'), await open('Still no sound')]
 * await ada.cases.merge(again.id, { into: first.id })
 * console.log((await rootOf(desk.read, again.id))?.reference === (await rootOf(desk.read, first.id))?.reference) // true
 * await desk.stop()
 * ```
 */
export async function rootOf(reader: Pick<Reader, 'get'>, id: string): Promise<CaseState | undefined> {
  const state = (await reader.get(Cases, id))?.doc
  return state && state.absorbedBy !== null ? rootOf(reader, state.absorbedBy) : state
}

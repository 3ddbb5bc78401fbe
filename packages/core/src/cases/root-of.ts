import type { Reader } from '@casewell/store'
import type { CaseState } from '../case/state.ts'
import { Cases } from './collections.ts'

/** The case where the story goes on: itself, or the one that has absorbed it; undefined where there is none. */
export async function rootOf(reader: Pick<Reader, 'get'>, id: string): Promise<CaseState | undefined> {
  const state = (await reader.get(Cases, id))?.doc
  return state && state.absorbedBy !== null ? rootOf(reader, state.absorbedBy) : state
}

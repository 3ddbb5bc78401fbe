import { randomBytes } from 'node:crypto'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { isCasewellError } from '@casewell/errors'
import { put, type Store } from '@casewell/store'
import { type Acknowledged, audit } from '../harness/audit.ts'
import { Entries, entryId, subjectOf, Written } from '../harness/entries.ts'
import type { Trial } from '../harness/trial.ts'

/** What came of commits while the disk filled up. */
export interface Crowd {
  readonly told: readonly Acknowledged[]
  /** How often each error came, by its code. */
  readonly refusals: ReadonlyMap<string, number>
}

/** 8 kB that no engine makes smaller. */
const text = randomBytes(6_000).toString('base64')

/** Eight writers write until each was refused so often, or has written so much. A refused entry is tried again. */
export async function writeAll(
  store: Store,
  name: string,
  upTo: { refusals: number; commits: number },
): Promise<Crowd> {
  const told: Acknowledged[] = []
  const refusals = new Map<string, number>()
  const writing = Array.from({ length: 8 }, async (_, i) => {
    const writer = `${name}.${i}`
    let [refused, n] = [0, 1]
    while (refused < upTo.refusals && n <= upTo.commits) {
      const code = await write(store, writer, n, told)
      if (code === undefined) n++
      else refusals.set(code, (refusals.get(code) ?? 0) + 1)
      if (code !== undefined) refused++
    }
  })
  await Promise.all(writing)
  return { told, refusals }
}

/** Resolves to the code of the error with which it was refused. */
async function write(store: Store, writer: string, n: number, told: Acknowledged[]): Promise<string | undefined> {
  const id = entryId(writer, n)
  try {
    const blobs = n % 4 === 0 ? [(await store.blobs.write(new TextEncoder().encode(`${id} ${text}`))).blob] : []
    const writes = [put(Entries, id, { writer, n, text, blobs }, 'absent')]
    const { commit, positions } = await store.commit({ writes, events: [Written(subjectOf(writer), { writer, n })] })
    told.push({ id, commit, position: positions[0] ?? 0 })
    return undefined
  } catch (error) {
    return isCasewellError(error) ? error.code : `not explained: ${String(error)}`
  }
}

/** Takes all the space that is left in a folder, but for so many bytes; returns how to give it back. */
export function ballast(folder: string, leave: number): () => void {
  const file = join(folder, 'ballast')
  const spare = join(folder, 'spare')
  const fill = (path: string, most: number): void => {
    const handle = openSync(path, 'w')
    try {
      for (let left = most; left > 0; left -= 65_536) writeSync(handle, Buffer.alloc(Math.min(left, 65_536)))
    } catch {
      // full, as it shall be
    } finally {
      closeSync(handle)
    }
  }
  fill(spare, leave)
  fill(file, Number.POSITIVE_INFINITY)
  rmSync(spare)
  return () => rmSync(file)
}

/** What must hold when there is space again. */
export async function judge(
  trial: Trial,
  where: string,
  store: Store,
  before: Crowd,
  codes: readonly string[],
): Promise<void> {
  const after = await writeAll(store, 'after', { refusals: 1, commits: 5 })
  const found = await audit(store, [...before.told, ...after.told])
  const all = [...before.refusals.values()].reduce((sum, n) => sum + n, 0)
  const clear = codes.reduce((sum, code) => sum + (before.refusals.get(code) ?? 0), 0)
  trial.must(where, 'commits until the disk was full', { atLeast: 8 }, before.told.length)
  trial.must(where, 'refused while the disk was full', { atLeast: 1 }, all)
  trial.must(where, 'refused with another error than announced', { is: 0 }, all - clear)
  trial.must(where, 'commits with space again', { is: 40 }, after.told.length)
  trial.must(where, 'acknowledged and lost', { is: 0 }, found.lost)
  trial.must(where, 'halves: document, event, blob', { is: 0 }, found.halves)
  trial.must(where, 'gaps, disorder, doubles in the log', { is: 0 }, found.gaps + found.disorder)
  trial.note(
    `${where}: ${[...before.refusals].map(([code, n]) => `${code} ${n} times`).join(', ')}; ${before.told.length} commits before.`,
  )
}

import type { Event } from '@casewell/bus'
import type { Store } from '@casewell/store'
import { Entries, entryId, Written } from './entries.ts'

/** What a writer was told: `ack <id> <commit> <position>`. */
export interface Acknowledged {
  readonly id: string
  readonly commit: number
  readonly position: number
}

/** Reads the acknowledgements among what programs said. */
export function acknowledged(lines: readonly string[]): readonly Acknowledged[] {
  const whole = lines.map((line) => /^ack (\S+) (\d+) (\d+)\.$/.exec(line)).filter((match) => match !== null)
  return whole.map(([, id = '', commit, position]) => ({ id, commit: Number(commit), position: Number(position) }))
}

/** What is wrong with a store that writers wrote to. Everything but the counts must be 0. */
export interface Audit {
  readonly events: number
  /** Acknowledged, and no longer as it was acknowledged: no event at its position, no document of its commit. */
  readonly lost: number
  /** Documents without their event, events without their document, documents without their blob. */
  readonly halves: number
  /** Positions that are missing or out of place. */
  readonly gaps: number
  /** Events of one writer that are not in the order in which it wrote them, or twice. */
  readonly disorder: number
}

/** Every event of a log, in order. */
export async function* wholeLog(store: Store, from = 0): AsyncIterable<Event> {
  for (let after = from; ; ) {
    const events = await store.readLog({ after, limit: 1000 })
    yield* events
    const last = events.at(-1)
    if (!last) return
    after = last.position
  }
}

/** Compares a store with what its writers were told, and its documents with its log. */
export async function audit(store: Store, told: readonly Acknowledged[]): Promise<Audit> {
  const versions = await versionsOf(store)
  const places = new Map<string, number>()
  const last = new Map<string, number>()
  const found = { events: 0, gaps: 0, disorder: 0 }
  for await (const { position, type, data } of wholeLog(store)) {
    if (position !== ++found.events) found.gaps++
    if (type !== Written.type) continue
    const { writer, n } = data as { writer: string; n: number } // the schema of its type
    if (n !== (last.get(writer) ?? 0) + 1) found.disorder++
    last.set(writer, n)
    places.set(entryId(writer, n), position)
  }
  const withoutDocument = [...places.keys()].filter((id) => !versions.documents.has(id)).length
  const withoutEvent = [...versions.documents.keys()].filter((id) => !places.has(id)).length
  const lost = told.filter(
    ({ id, commit, position }) => places.get(id) !== position || versions.documents.get(id) !== commit,
  )
  return { ...found, lost: lost.length, halves: withoutDocument + withoutEvent + versions.withoutBlob }
}

async function versionsOf(store: Store): Promise<{ documents: Map<string, number>; withoutBlob: number }> {
  const documents = new Map<string, number>()
  let withoutBlob = 0
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await store.find(Entries, { index: 'writer', limit: 1000, ...(cursor !== undefined && { cursor }) })
    for (const { id, version, doc } of page.items) {
      documents.set(id, version)
      for (const blob of doc.blobs) if (!(await isReadable(store, blob))) withoutBlob++
    }
    cursor = page.next
  }
  return { documents, withoutBlob }
}

/** Reads a blob to its end: the store compares it with its name. */
async function isReadable(store: Store, blob: string): Promise<boolean> {
  try {
    for await (const _part of store.blobs.read(blob));
    return true
  } catch {
    return false
  }
}

/** Adds up what several audits found. */
export function total(audits: readonly Audit[]): Audit {
  const sum = (of: (audit: Audit) => number): number => audits.reduce((all, one) => all + of(one), 0)
  return {
    events: sum(({ events }) => events),
    lost: sum(({ lost }) => lost),
    halves: sum(({ halves }) => halves),
    gaps: sum(({ gaps }) => gaps),
    disorder: sum(({ disorder }) => disorder),
  }
}

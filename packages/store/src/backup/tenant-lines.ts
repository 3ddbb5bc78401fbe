import { isCasewellError } from '@casewell/errors'
import type { RawKept, RawSnapshot } from '../driver.ts'
import { encodeKey } from '../key.ts'
import type { Engine } from './backup.ts'
import { holdsName } from './hold.ts'
import { type Counts, keptLine } from './records.ts'

/** At most so many documents or events are read at once. */
const page = 200

/** One tenant of a snapshot, while it is written down. */
export interface Writing {
  readonly engine: Engine
  readonly snapshot: RawSnapshot
  readonly tenant: string
  readonly counts: Counts
  onPage(): Promise<void>
}

/** Everything of one tenant: documents and tombstones, the log, and the bytes that the documents name. */
export async function* tenantLines(writing: Writing): AsyncIterable<string> {
  const blobs = new Set<string>()
  yield* headLine(writing)
  for await (const kept of keptOf(writing)) {
    for (const { space, key } of kept.entries) if (space === '$blob') blobs.add(key)
    yield counted(writing, kept)
  }
  yield* eventLines(writing)
  for (const key of blobs) {
    yield* blobLines(writing, nameIn(key))
    await writing.onPage()
  }
}

/** Only the ids that were erased for ever. */
export async function* erasedLines(writing: Writing): AsyncIterable<string> {
  yield* headLine(writing)
  for await (const kept of keptOf(writing)) if (kept.json === null) yield counted(writing, kept)
}

async function* headLine({ engine, snapshot, tenant }: Writing): AsyncIterable<string> {
  const { commit, position } = await engine.use(() => snapshot.head(tenant))
  yield JSON.stringify({ is: 'tenant', tenant, commit, position })
}

function counted({ counts }: Writing, kept: RawKept): string {
  if (kept.json === null) counts.erased++
  else counts.documents++
  return keptLine(kept)
}

async function* keptOf({ engine, snapshot, tenant, onPage }: Writing): AsyncIterable<RawKept> {
  for (const collection of await engine.use(() => snapshot.collections(tenant))) {
    if (collection === holdsName) continue
    for (let after: string | undefined; ; ) {
      const from = after
      const kept: readonly RawKept[] = await engine.use(() => snapshot.kept(tenant, collection, page, from))
      yield* kept
      await onPage()
      after = kept.at(-1)?.id
      if (kept.length < page) break
    }
  }
}

async function* eventLines({ engine, snapshot, tenant, counts, onPage }: Writing): AsyncIterable<string> {
  for (let after = 0; ; ) {
    const from = after
    const events = await engine.use(() => snapshot.log(tenant, from, page))
    for (const { position, json } of events) yield `{"is":"event","position":${position},"json":${json}}`
    counts.events += events.length
    await onPage()
    after += events.length
    if (events.length < page) return
  }
}

/** The text that a key of one text was made from. Names of blobs have nothing in them that a key writes otherwise. */
function nameIn(key: string): string {
  const name = key.slice(1, -1)
  return encodeKey([name]) === key ? name : ''
}

/** The bytes, or that they are lost: a blob that cannot be read must not keep anybody from a backup of all the rest. */
async function* blobLines({ engine, tenant, counts }: Writing, blob: string): AsyncIterable<string> {
  yield JSON.stringify({ is: 'blob', blob })
  try {
    for await (const part of engine.store(tenant).blobs.read(blob))
      yield JSON.stringify({ is: 'bytes', base64: Buffer.from(part).toString('base64') })
    counts.blobs++
  } catch (error) {
    if (!isCasewellError(error, 'store/no-blob') && !isCasewellError(error, 'store/bad-blob')) throw error
    counts.lost++
    yield JSON.stringify({ is: 'lost', blob })
  }
}

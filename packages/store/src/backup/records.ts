import * as z from 'zod'
import type { RawEntry, RawKept } from '../driver.ts'

/** The newest format, which this release writes; it reads all older ones. */
export const newestFormat = 1

/** One row of a document in an index: space, key, id (0: the document's own), unique (1) or not (0). */
const Row = z.tuple([z.string(), z.string(), z.union([z.string(), z.literal(0)]), z.literal([0, 1])])
type Row = z.output<typeof Row>

/** An event as it stands in the log: not copied, so that its text stays what it was. */
const Logged = z.custom<{ readonly subject: string }>(
  (value) => typeof value === 'object' && value !== null && 'subject' in value && typeof value.subject === 'string',
  'an event has a subject',
)

const whole = z.number().int().min(0)

/** How much of everything a backup holds, so that one that was cut short is found out. */
const Counts = z.object({
  tenants: whole,
  documents: whole,
  erased: whole,
  events: whole,
  blobs: whole,
  /** Blobs that a document names and that could not be read. */
  lost: whole,
})

/** How much of everything was written or read. */
export type Counts = z.output<typeof Counts>

/** One line of a backup. The lines of a tenant follow its `tenant` line; the bytes of a blob follow its `blob` line. */
export const Line = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('casewell-backup'),
    format: whole,
    at: z.string(),
    engine: z.string(),
    content: z.enum(['all', 'erased']),
  }),
  z.object({ is: z.literal('tenant'), tenant: z.string(), commit: whole, position: whole }),
  z.object({
    is: z.literal('doc'),
    collection: z.string(),
    id: z.string(),
    version: whole,
    schema: whole,
    rows: z.array(Row),
    json: z.unknown(),
  }),
  z.object({ is: z.literal('erased'), collection: z.string(), id: z.string(), version: whole }),
  z.object({ is: z.literal('event'), position: whole, json: Logged }),
  z.object({ is: z.literal('blob'), blob: z.string() }),
  z.object({ is: z.literal('bytes'), base64: z.string() }),
  z.object({ is: z.literal('lost'), blob: z.string() }),
  z.object({ is: z.literal('end'), counts: Counts, sha256: z.string() }),
])

/** One line of a backup, understood. */
export type Line = z.output<typeof Line>
/** A line of one kind. */
export type LineOf<Is extends Line['is']> = Extract<Line, { is: Is }>

const rowOf = ({ space, key, id, unique }: RawEntry, own: string): Row => [
  space,
  key,
  id === own ? 0 : id,
  unique ? 1 : 0,
]

/** A document or a tombstone as a line. The document stands in it as it is: it can be read without any tool of ours. */
export function keptLine({ collection, id, version, schema, json, entries }: RawKept): string {
  if (json === null) return JSON.stringify({ is: 'erased', collection, id, version })
  const head = { is: 'doc', collection, id, version, schema, rows: entries.map((row) => rowOf(row, id)) }
  return `${JSON.stringify(head).slice(0, -1)},"json":${json}}`
}

/** What `keptLine` wrote down. */
export function keptOf(line: LineOf<'doc' | 'erased'>): RawKept {
  const { collection, id, version } = line
  if (line.is === 'erased') return { collection, id, version, schema: 0, json: null, entries: [] }
  const entries = line.rows.map(([space, key, row, unique]) => ({
    space,
    key,
    id: row === 0 ? id : row,
    unique: unique === 1,
  }))
  return { collection, id, version, schema: line.schema, json: JSON.stringify(line.json), entries }
}

/** Nothing yet. */
export const noCounts = (): Counts => ({ tenants: 0, documents: 0, erased: 0, events: 0, blobs: 0, lost: 0 })

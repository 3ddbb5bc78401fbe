import { Lines } from './lines.ts'
import { type Counts, noCounts } from './records.ts'

/** What a backup says of itself. */
export interface BackupContent extends Counts {
  /** When it was taken: ISO 8601, by the store's clock. */
  readonly at: string
  /** The engine that it was taken from. It can be restored into any. */
  readonly engine: string
  readonly content: 'all' | 'erased'
  readonly names: readonly string[]
}

/**
 * Reads a backup to its end, without a store: a backup that nobody has read is a hope.
 *
 * @throws `store/bad-backup` if it was damaged or cut short; `store/newer-backup`
 * @example
 * ```ts
 * import { collection, inspectBackup, memoryStore, put } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const Boxes = collection('boxes', z.object({ colour: z.string() }), { version: 1, indexes: {} })
 * await using host = memoryStore()
 * await host.tenant('acme').commit({ writes: [put(Boxes, 'one', { colour: 'red' }, 'absent')] })
 * const { names, documents } = await inspectBackup(host.backup())
 * console.log(names, documents) // [ 'acme' ] 1
 * ```
 */
export async function inspectBackup(source: AsyncIterable<Uint8Array>): Promise<BackupContent> {
  const lines = new Lines(source)
  try {
    const { at, engine, content } = await lines.open()
    const names: string[] = []
    for (let line = await lines.next(); line; line = await lines.next())
      if (line.is === 'tenant') names.push(line.tenant)
    return { at, engine, content, names, ...(lines.end ?? noCounts()) }
  } finally {
    await lines.close()
  }
}

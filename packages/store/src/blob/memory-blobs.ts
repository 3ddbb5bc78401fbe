import { createHash } from 'node:crypto'
import type { BlobShelf } from './blobs.ts'

interface Kept {
  readonly bytes: Uint8Array
  at: number
  aside: boolean
}

/**
 * Blobs in this process's memory.
 *
 * @example
 * ```ts
 * import { createHost, memoryBlobs, memoryDriver } from '@casewell/store'
 *
 * await using host = createHost(memoryDriver(), { blobs: memoryBlobs() })
 * const { blob, size } = await host.tenant('acme').blobs.write(new TextEncoder().encode('abc'))
 * console.log(blob.slice(0, 15), size) // sha256-ba7816bf 3
 * ```
 */
export function memoryBlobs(now: () => number = Date.now): BlobShelf {
  const kept = new Map<string, Kept>()
  const name = (tenant: string, blob: string): string => `${tenant}/${blob}`
  return {
    async write(tenant, source) {
      const parts: Uint8Array[] = []
      for await (const part of source) parts.push(part)
      const bytes = new Uint8Array(Buffer.concat(parts))
      const blob = `sha256-${createHash('sha256').update(bytes).digest('hex')}`
      kept.set(name(tenant, blob), { bytes, at: now(), aside: false })
      return { blob, size: bytes.length }
    },
    async read(tenant, blob) {
      const found = kept.get(name(tenant, blob))
      return found && once(found.bytes.slice()) // a reader may change what it gets
    },
    async *older(tenant, than) {
      for (const [key, { at }] of kept)
        if (key.startsWith(`${tenant}/`) && at < than) yield key.slice(tenant.length + 1)
    },
    async setAside(tenant, blob, olderThan) {
      const found = kept.get(name(tenant, blob))
      if (!found || found.at >= olderThan) return false
      found.aside = true
      return true
    },
    async restore(tenant, blob) {
      const found = kept.get(name(tenant, blob))
      if (found) found.aside = false
    },
    async drop(tenant, blob) {
      if (kept.get(name(tenant, blob))?.aside) kept.delete(name(tenant, blob))
    },
  }
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

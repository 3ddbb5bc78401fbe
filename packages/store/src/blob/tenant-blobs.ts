import { createHash } from 'node:crypto'
import { isCasewellError } from '@casewell/errors'
import type { RawWrite } from '../driver.ts'
import { storeErrors } from '../errors.ts'
import { encodeKey } from '../key.ts'
import type { Shared } from '../tenant-store.ts'
import type { Blobs } from './blobs.ts'

/** How long a blob is held without a document that names it. */
const heldMs = 24 * 3_600_000

/** The blobs of one tenant, in front of the shelf where they lie. */
export function tenantBlobs(
  tenant: string,
  { shelf, driver }: Shared,
  commit: (write: RawWrite) => Promise<unknown>,
): Blobs {
  async function isUnnamed(blob: string): Promise<boolean> {
    try {
      await commit(unnamed(blob))
      return true
    } catch (error) {
      if (isCasewellError(error, 'store/conflict')) return false
      throw error
    }
  }
  return {
    write: (bytes) => shelf.write(tenant, bytes instanceof Uint8Array ? once(bytes) : bytes),
    async *read(blob) {
      const bytes = await shelf.read(tenant, blob)
      if (!bytes) throw storeErrors['no-blob']({ blob })
      yield* checked(blob, bytes)
    },
    has: async (blob) => (await shelf.read(tenant, blob)) !== undefined,
    async sweep() {
      const before = (await driver.now()) - heldMs
      let swept = 0
      for await (const blob of shelf.older(tenant, before)) {
        if (!(await shelf.setAside(tenant, blob, before))) continue
        const gone = await isUnnamed(blob).catch(() => false)
        await (gone ? shelf.drop(tenant, blob) : shelf.restore(tenant, blob))
        if (gone) swept++
      }
      return swept
    },
  }
}

/** A commit that fails while any document names the blob: the last look before it is dropped. */
const unnamed = (blob: string): RawWrite => ({
  kind: 'check',
  collection: 'casewell.sweeps',
  id: blob,
  expect: 'absent',
  unreferenced: { space: '$blob', key: encodeKey([blob]) },
})

async function* checked(blob: string, bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256')
  for await (const part of bytes) {
    hash.update(part)
    yield part
  }
  const found = `sha256-${hash.digest('hex')}`
  if (found !== blob) throw storeErrors['bad-blob']({ blob, found })
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

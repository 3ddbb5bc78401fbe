import { createHash } from 'node:crypto'
import { unheld } from '../backup/hold.ts'
import type { RawWrite } from '../driver.ts'
import { storeErrors } from '../errors.ts'
import { encodeKey } from '../key.ts'
import type { Shared } from '../tenant-store.ts'
import type { Blobs } from './blobs.ts'

/** How long a blob is held without a document that names it. */
const heldMs = 24 * 3_600_000

const blobPattern = /^sha256-[0-9a-f]{64}$/

/** The blobs of one tenant, in front of the shelf where they lie. */
export function tenantBlobs(tenant: string, { shelf, use, commit }: Shared): Blobs {
  /** Nothing but the name of a blob ever reaches the shelf: there it may be the name of a file. */
  const find = (blob: string) => use(() => (blobPattern.test(blob) ? shelf.read(tenant, blob) : undefined))

  /** A commit that fails while any document names the blob, or a backup reads: the last look before it is dropped. */
  async function isUnnamed(blob: string, free: readonly RawWrite[]): Promise<boolean> {
    const unreferenced = { space: '$blob', key: encodeKey([blob]) }
    const check = { kind: 'check', collection: 'casewell.sweeps', id: blob, expect: 'absent', unreferenced } as const
    return (await commit({ tenant, writes: [check, ...free], events: [] })).ok
  }

  /** Whoever writes the blob again meanwhile has renewed it; whoever names it meanwhile is seen by the check. */
  async function sweepOne(blob: string, before: number, free: readonly RawWrite[] = []): Promise<boolean> {
    if (!(await shelf.setAside(tenant, blob, before))) return false
    let isGone = false
    try {
      isGone = await isUnnamed(blob, free)
    } finally {
      await (isGone ? shelf.drop(tenant, blob) : shelf.restore(tenant, blob))
    }
    return isGone
  }

  return {
    write: (bytes) => use(() => shelf.write(tenant, bytes instanceof Uint8Array ? once(bytes) : bytes)),
    async *read(blob) {
      const bytes = await find(blob)
      if (!bytes) throw storeErrors['no-blob']({ blob })
      yield* checked(blob, bytes)
    },
    has: async (blob) => (await find(blob)) !== undefined,
    sweep: () =>
      use(async (driver) => {
        const now = await driver.now()
        const free = await unheld(driver, tenant, now)
        let swept = 0
        if (!free) return swept
        for await (const blob of shelf.older(tenant, now - heldMs))
          if (await sweepOne(blob, now - heldMs, [free])) swept++
        return swept
      }),
    forget: (blob, writtenBefore) =>
      use(async (driver) => {
        if (!(await find(blob))) return true
        return sweepOne(blob, Math.max(writtenBefore.getTime(), (await driver.now()) - heldMs))
      }),
  }
}

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

import { createHmac } from 'node:crypto'
import { collection, type Store, transact } from '@casewell/store'
import * as z from 'zod'

const Keys = collection('casewell.keys', z.object({ key: z.string() }), { version: 1, indexes: {} })

/** The tenant's secret: made once, kept in the store, never in the log. */
export async function tenantKey(store: Store, random: (bytes: number) => Uint8Array): Promise<Uint8Array> {
  const hex = await transact(store, async (unit) => {
    const known = await unit.get(Keys, 'tenant')
    if (known) return known.doc.key
    const key = Buffer.from(random(32)).toString('hex')
    await unit.claim(Keys, 'tenant', { key })
    return key
  })
  return Buffer.from(hex, 'hex')
}

/** HMAC-SHA-256 (RFC 2104) of parts under a key, 160 bits of it: an id that tells nothing of what it was made from. */
export function sealer(key: Uint8Array): (...parts: readonly string[]) => string {
  return (...parts) => createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url').slice(0, 27)
}

import { createHmac } from 'node:crypto'
import { collection, type Store, transact } from '@casewell/store'
import * as z from 'zod'

const Keys = collection('casewell.keys', z.object({ key: z.string() }), { version: 1, indexes: {} })

/**
 * The tenant's secret: made once, kept in the store, never in the log. Of processes that make it at the same moment one
 * wins, and all go on with that one's.
 */
export async function tenantKey(store: Store, random: (bytes: number) => Uint8Array): Promise<Uint8Array> {
  const hex = await transact(store, async (unit) => {
    const known = (await unit.get(Keys, 'tenant'))?.doc.key
    const key = known ?? Buffer.from(random(32)).toString('hex')
    if (known === undefined) unit.put(Keys, 'tenant', { key })
    return key
  })
  return Buffer.from(hex, 'hex')
}

/** So many seals are remembered: the same threads and handles come again and again. */
const mostSeals = 2_000

/** HMAC-SHA-256 (RFC 2104) of parts under a key, 160 bits of it: an id that tells nothing of what it was made from. */
export function sealer(key: Uint8Array): (...parts: readonly string[]) => string {
  const known = new Map<string, string>()
  return (...parts) => {
    const text = JSON.stringify(parts)
    const sealed = known.get(text) ?? createHmac('sha256', key).update(text).digest('base64url').slice(0, 27)
    if (known.size >= mostSeals) known.clear()
    known.set(text, sealed)
    return sealed
  }
}

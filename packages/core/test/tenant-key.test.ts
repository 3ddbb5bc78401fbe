import { memoryStore, type Store } from '@casewell/store'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tenantKey } from '../src/tenant-key.ts'

const filled = (byte: number) => (length: number) => new Uint8Array(length).fill(byte)

/** A store in which somebody else makes the key before this one's `turn`th look at it. */
function overtaken(store: Store, turn: number): Store {
  let looks = 0
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return async (...args: unknown[]) => {
        if (name === 'get' && ++looks === turn) await tenantKey(target, filled(2))
        return (value as (...args: unknown[]) => unknown).apply(target, args)
      }
    },
  })
}

test('[DESK8] whoever makes the tenant key a moment later has the key of the first', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), async (turn) => {
      await using host = memoryStore()
      const store = host.tenant('acme')
      const mine = await tenantKey(overtaken(store, turn), filled(1))
      expect(mine).toEqual(await tenantKey(store, filled(3)))
    }),
    { numRuns: 20 },
  )
})

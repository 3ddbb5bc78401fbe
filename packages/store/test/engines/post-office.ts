import { eventType } from '@casewell/bus'
import { collection, erase, put, type Store, type StoreHost, subscription, transact } from '@casewell/store'
import * as z from 'zod'

/** Letters as the first release of a post office had them. */
export const Letters = collection(
  'letters',
  z.object({ to: z.string(), label: z.string(), photos: z.array(z.string()) }),
  {
    version: 1,
    indexes: { to: (letter) => [letter.to], label: { unique: (letter) => [letter.label] } },
    about: (letter) => [letter.to.split(' ')[0] ?? ''],
    blobs: (letter) => letter.photos,
  },
)
export const Posted = eventType('letter.posted', z.object({ stamps: z.number() }))
export const Lost = eventType('letter.lost', z.object({ where: z.string() }))

/** How many letters there are: more than an upgrade brings up to date in one step. */
export const many = 260
export const idOf = (n: number): string => `letter-${String(n).padStart(3, '0')}`
export const strange = 'NUL \u0000 lone \uD800 "\\ 😀'

/**
 * Writes what the fixture of the first release holds. It was run once, by that release: what it wrote stays as it is,
 * whatever is changed here.
 */
export async function furnish(host: StoreHost): Promise<void> {
  const acme = host.tenant('acme')
  const { blob } = await acme.blobs.write(new TextEncoder().encode('a photo'))
  const all = Array.from({ length: many }, (_, i) => i + 1)
  await acme.commit({
    writes: all.map((n) =>
      put(Letters, idOf(n), { to: `ada lovelace${n % 10}`, label: `L${n}`, photos: n === 1 ? [blob] : [] }, 'absent'),
    ),
    events: all.map((n) => Posted(idOf(n), { stamps: n })),
  })
  await acme.commit({ writes: [erase(Letters, idOf(2), 1)], events: [Lost(strange, { where: strange })] })
  await transact(acme, (unit) => unit.schedule(new Date(Date.UTC(2040, 0, 1)), Posted('later', { stamps: 1 })))
  await handled(acme)
  await acme.prepare({ collections: [Letters] })
  await host.tenant('beta').commit({ events: [Posted('one', { stamps: 7 })] })
}

/** A subscription reads the log once: what is lost becomes a dead letter, all others are behind the checkpoint. */
export async function handled(store: Store): Promise<void> {
  const reader = subscription(store, {
    name: 'reader',
    events: 'all',
    retry: { attempts: 1 },
    handle({ type }) {
      if (type === Lost.type) throw new Error('nobody knows where')
    },
  })
  reader.start()
  await reader.caughtUp()
  await reader.stop()
}

import { createHash } from 'node:crypto'
import { eventType } from '@casewell/bus'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import {
  type BackupProgress,
  collection,
  createHost,
  erase,
  inspectBackup,
  memoryBlobs,
  memoryDriver,
  memoryStore,
  put,
  remove,
  type StoreHost,
} from '../src/index.ts'
import { shiftable } from './memory-harness.ts'

const Letters = collection('letters', z.object({ to: z.string(), photos: z.array(z.string()).default([]) }), {
  version: 3,
  indexes: { to: { unique: (letter) => [letter.to] } },
  about: (letter) => [letter.to],
  blobs: (letter) => letter.photos,
})
const Posted = eventType('letter.posted', z.object({ stamps: z.number() }))

const monday = Date.UTC(2026, 2, 2, 9)

/** A letter to Ada with a photo, one to Bob that was erased, and an event. */
async function postOffice(): Promise<StoreHost> {
  const host = memoryStore({ now: () => monday, ids: () => 'e1', source: '/post' })
  const store = host.tenant('acme')
  const { blob } = await store.blobs.write(new TextEncoder().encode('abc'))
  await store.commit({
    writes: [
      put(Letters, 'one', { to: 'ada', photos: [blob] }, 'absent'),
      put(Letters, 'two', { to: 'bob', photos: [] }, 'absent'),
    ],
    events: [Posted('one', { stamps: 2 })],
  })
  await store.commit({ writes: [erase(Letters, 'two', 1)] })
  return host
}

async function textOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text, 'utf8')
}

/** The lines of format 1, as the first release wrote them: they must be understood for ever. */
const formatOne = [
  '{"is":"casewell-backup","format":1,"at":"2026-03-02T09:00:00.000Z","engine":"memory","content":"all"}',
  '{"is":"tenant","tenant":"acme","commit":3,"position":1}',
  '{"is":"doc","collection":"letters","id":"one","version":1,"schema":3,"rows":[["letters.to","4ada\\u0001",0,1],["$about","4ada\\u0001","letters/one",0],["$blob","4sha256-ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\\u0001","letters/one",0]],"json":{"to":"ada","photos":["sha256-ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"]}}',
  '{"is":"erased","collection":"letters","id":"two","version":2}',
  '{"is":"event","position":1,"json":{"time":"2026-03-02T09:00:00.000Z","id":"e1","type":"letter.posted","version":1,"source":"/post","subject":"one","actor":"system","data":{"stamps":2}}}',
  '{"is":"blob","blob":"sha256-ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}',
  '{"is":"bytes","base64":"YWJj"}',
]
const counts = { tenants: 1, documents: 1, erased: 1, events: 1, blobs: 1, lost: 0 }

/** A backup from its lines, with the last one that belongs to them. */
function closed(lines: readonly string[], said: object = counts): string {
  const text = lines.map((line) => `${line}\n`).join('')
  return `${text}${JSON.stringify({ is: 'end', counts: said, sha256: createHash('sha256').update(text).digest('hex') })}\n`
}

describe('a backup', () => {
  test('[BACKUP1] is lines of JSON: what it is, its tenants, their documents, log and bytes, counts and a hash', async () => {
    await using host = await postOffice()
    expect(await textOf(host.backup())).toBe(closed(formatOne))
  })

  test('[BACKUP2] of the first format is understood for ever', async () => {
    await using host = memoryStore()
    const done = await host.restore(bytesOf(closed(formatOne)))
    expect(done).toEqual({ names: ['acme'], replayed: 0, ...counts })
    const store = host.tenant('acme')
    expect(await store.head()).toEqual({ commit: 3, position: 1 })
    const { items } = await store.find(Letters, { index: 'to', equals: ['ada'], limit: 1 })
    expect(items.map(({ id, version }) => [id, version])).toEqual([['one', 1]])
    expect((await store.readLog({ after: 0, limit: 2 }))[0]).toMatchObject({ type: 'letter.posted', tenant: 'acme' })
    expect(await textOf(store.blobs.read(items[0]?.doc.photos[0] ?? ''))).toBe('abc')
  })

  test('[BACKUP2] of a format that this release does not know is refused', async () => {
    await using host = memoryStore()
    const newer = closed([(formatOne[0] ?? '').replace('"format":1', '"format":2')])
    await expect(host.restore(bytesOf(newer))).rejects.toMatchObject({
      code: 'store/newer-backup',
      details: { found: 2, known: 1 },
    })
  })

  test('[BACKUP3] holds the tenants that were asked for, and they can be restored under other names', async () => {
    await using host = memoryStore()
    for (const name of ['acme', 'beta', 'city'])
      await host.tenant(name).commit({ writes: [put(Letters, name, { to: name, photos: [] }, 'absent')] })
    const backup = await textOf(host.backup({ tenants: ['acme', 'beta'] }))
    expect(await inspectBackup(bytesOf(backup))).toMatchObject({ names: ['acme', 'beta'], documents: 2 })
    const { names } = await host.restore(bytesOf(backup), { tenants: { beta: 'beta-again' } })
    expect(names).toEqual(['beta-again'])
    expect((await host.tenant('beta-again').get(Letters, 'beta'))?.doc.to).toBe('beta')
    const missing = { code: 'store/no-tenant', details: { tenant: 'dora' } }
    await expect(textOf(host.backup({ tenants: ['dora'] }))).rejects.toMatchObject(missing)
    await expect(host.restore(bytesOf(backup), { tenants: { dora: 'x' } })).rejects.toMatchObject(missing)
    await expect(host.restore(bytesOf(backup), { tenants: { acme: '../x' } })).rejects.toMatchObject({
      code: 'store/bad-id',
    })
    await expect(host.restore(bytesOf(backup), { tenants: { acme: 'x', beta: 'x' } })).rejects.toMatchObject({
      code: 'store/already-there',
    })
    expect(await host.tenant('x').head()).toEqual({ commit: 0, position: 0 })
  })

  test('[BACKUP4] is taken also where bytes are lost or damaged, and says how many', async () => {
    const blobs = memoryBlobs()
    const ruined = new Set<string>()
    const read: typeof blobs.read = async (tenant, blob) =>
      ruined.has(blob) ? bytesOf('something else') : blobs.read(tenant, blob)
    await using host = createHost(memoryDriver(), { blobs: { ...blobs, read } })
    const store = host.tenant('acme')
    const { blob } = await store.blobs.write(Buffer.from('ruined soon'))
    const gone = `sha256-${'0'.repeat(64)}`
    const whole = await store.blobs.write(Buffer.from('whole'))
    ruined.add(blob)
    const photos = [blob, gone, whole.blob]
    await store.commit({ writes: [put(Letters, 'one', { to: 'ada', photos }, 'absent')] })
    const backup = await textOf(host.backup())
    expect(await inspectBackup(bytesOf(backup))).toMatchObject({ lost: 2, blobs: 1 })
    await using other = memoryStore()
    expect(await other.restore(bytesOf(backup))).toMatchObject({ lost: 2, blobs: 1 })
    const there = await Promise.all(photos.map((photo) => other.tenant('acme').blobs.has(photo)))
    expect(there).toEqual([false, false, true])
  })

  test('[BACKUP5] that was given up keeps blobs from being swept for an hour, and no longer', async () => {
    const clock = shiftable()
    await using host = memoryStore({ now: clock.now })
    const store = host.tenant('acme')
    await store.blobs.write(Buffer.from('nobody names me'))
    await store.commit({ writes: [put(Letters, 'one', { to: 'x'.repeat(100_000), photos: [] }, 'absent')] })
    clock.shift(25 * 3_600_000)
    await host.backup()[Symbol.asyncIterator]().next() // and never again, as when the process dies
    expect(await store.blobs.sweep()).toBe(0)
    clock.shift(59 * 60_000)
    expect(await store.blobs.sweep()).toBe(0)
    clock.shift(2 * 60_000)
    expect(await store.blobs.sweep()).toBe(1)
  })

  test('[BACKUP5] lets go of blobs when its reader stops half-way', async () => {
    const clock = shiftable()
    await using host = memoryStore({ now: clock.now })
    const store = host.tenant('acme')
    await store.blobs.write(Buffer.from('nobody names me'))
    await store.commit({ writes: [put(Letters, 'one', { to: 'x'.repeat(100_000), photos: [] }, 'absent')] })
    clock.shift(25 * 3_600_000)
    for await (const _ of host.backup()) break
    expect(await store.blobs.sweep()).toBe(1)
  })

  test('[BACKUP5] of two backups at once, the one that ends first does not end the hold of the other', async () => {
    const clock = shiftable()
    await using host = memoryStore({ now: clock.now })
    const store = host.tenant('acme')
    await store.blobs.write(Buffer.from('nobody names me'))
    await store.commit({ writes: [put(Letters, 'one', { to: 'x'.repeat(100_000), photos: [] }, 'absent')] })
    clock.shift(25 * 3_600_000)
    const slow = host.backup()[Symbol.asyncIterator]()
    await slow.next()
    await textOf(host.backup())
    expect(await store.blobs.sweep()).toBe(0)
    await slow.return?.()
    expect(await store.blobs.sweep()).toBe(1)
  })

  test('[BACKUP6] of erased ids alone holds no content, and cannot be restored', async () => {
    await using host = await postOffice()
    const erased = await textOf(host.backup({ content: 'erased' }))
    expect(erased.split('\n').slice(1, 3)).toEqual([
      '{"is":"tenant","tenant":"acme","commit":2,"position":1}',
      '{"is":"erased","collection":"letters","id":"two","version":2}',
    ])
    expect(erased).not.toContain('ada')
    await using other = memoryStore()
    await expect(other.restore(bytesOf(erased))).rejects.toMatchObject({ code: 'store/bad-backup' })
  })

  test('[BACKUP7] tells how far it has come, and so does its restore', async () => {
    await using host = memoryStore()
    const writes = Array.from({ length: 450 }, (_, i) => put(Letters, `${i}`, { to: `${i}`, photos: [] }, 'absent'))
    await host.tenant('acme').commit({ writes })
    const told: BackupProgress[] = []
    const backup = await textOf(host.backup({ onProgress: (done) => told.push(done) }))
    expect(told.map(({ documents }) => documents).slice(0, 3)).toEqual([200, 400, 450])
    told.length = 0
    await host.restore(bytesOf(backup), { tenants: { acme: 'copy' }, onProgress: (done) => told.push(done) })
    expect(told.map(({ tenant, documents }) => [tenant, documents])).toEqual([
      ['copy', 200],
      ['copy', 400],
      ['copy', 450],
    ])
  })

  test('[BACKUP8] that says something else than it holds is refused, with the line', async () => {
    const [head = '', tenant = '', doc = '', erased = '', event = '', blob = '', bytes = ''] = formatOne
    const wrong: readonly (readonly [string, RegExp])[] = [
      ['', /line 0: it ends here/],
      ['hello\n', /line 1: it is no JSON/],
      [closed([tenant]), /line 1: it does not begin like a backup/],
      [closed([head, doc]), /line 2: a line of kind doc belongs to no tenant/],
      [closed([head, tenant, doc]), /the log ends at 0, not at 1/],
      [closed([head, tenant, event.replace('"position":1', '"position":2')]), /event 1 is missing/],
      [closed([head, tenant, doc, event, blob, bytes.replace('YWJj', 'YWJk')]), /have the hash sha256-a52d/],
      [closed([head, tenant, erased.replace('"version":2', '"version":"two"')]), /line 3: .*version/],
      [closed([head, tenant, event.replace('"subject"', '"matter"')]), /an event has a subject/],
      [
        closed([head, tenant, event])
          .replace('9b', '9c')
          .replace(/"sha256":"./, '"sha256":"x'),
        /SHA-256/,
      ],
    ]
    for (const [text, reason] of wrong) {
      await using host = memoryStore()
      const failure = await host.restore(bytesOf(text)).catch((error: unknown) => error)
      expect(failure).toMatchObject({ code: 'store/bad-backup', message: expect.stringMatching(reason) as string })
      expect(await host.tenant('acme').head()).toEqual({ commit: 0, position: 0 })
    }
  })

  test('[BACKUP9] gives back what was deleted since, for a deletion is no erasure', async () => {
    await using host = await postOffice()
    const backup = await textOf(host.backup())
    await host.tenant('acme').commit({ writes: [remove(Letters, 'one', 'any')] })
    const later = [bytesOf(await textOf(host.backup()))]
    const done = await host.restore(bytesOf(backup), { tenants: { acme: 'copy' }, erased: later })
    expect(done.replayed).toBe(0)
    expect((await host.tenant('copy').get(Letters, 'one'))?.doc.to).toBe('ada')
  })
})

import { createHost, memoryBlobs, memoryDriver, type StoreDriver } from '@casewell/store'
import { describe, expect, test } from 'vitest'
import { channelEvents } from '../../channel/src/events.ts'
import { loft, pigeon, understand } from '../../channel/test/pigeon.ts'
import { update } from '../../channel/test/scene.ts'
import { allEvents } from '../src/all-events.ts'
import { createDesk, type Seat } from '../src/index.ts'
import { scene } from './characters.ts'
import { people } from './planted.ts'

const plants = people.flatMap(({ name, email }) => [name, email])
const when = new Date('2026-01-05T08:00:00Z')

type Scene = Awaited<ReturnType<typeof planting>>
type Call = (seats: Scene) => readonly unknown[]

/** One call of every command, with everything that can be said in it. `<part>` is filled in from the scene. */
const calls: Readonly<Record<string, Call>> = {
  'cases.open': () => [
    { subject: 'S', from: { email: 'a@b.example', name: 'N' }, text: 'T', issue: 'I', channel: 'desk', fields: { serial: 'x' }, queue: 'help', assignee: 'ada', key: 'k' },
  ],
  'cases.receive': ({ id, file }) => [
    id,
    { text: 'T', fullText: 'F', html: 'H', subject: 'S', files: [file], wire: { a: 'b' }, key: 'k', author: { role: 'customer', id: 'x', name: 'N' },
      place: { channel: 'desk', account: 'desk', thread: 'T', subject: 'S', wire: { a: ['b'] }, participants: [{ handle: { kind: 'email', value: 'c@d.example', assurance: 'asserted' }, name: 'N' }] } },
  ],
  'cases.reply': ({ id, file }) => [id, { text: 'T', fullText: 'F', html: 'H', subject: 'S', files: [file], wire: { a: 'b' }, key: 'k' }],
  'cases.note': ({ id, file }) => [id, { text: 'T', files: [file], key: 'k' }],
  'cases.edit': ({ id, message }) => [id, { message, text: 'T' }],
  'cases.delete': ({ id, message }) => [id, { message }],
  'cases.react': ({ id, message }) => [id, { message, reaction: 'R', by: 'B' }],
  'cases.recordDelivery': ({ id, sent }) => [id, { message: sent, state: 'failed', reason: 'R', wire: { a: 'b' } }],
  'cases.assign': ({ id }) => [id, { assignee: 'ada' }],
  'cases.setQueue': ({ id }) => [id, { queue: 'help' }],
  'cases.setPriority': ({ id }) => [id, { priority: 'high' }],
  'cases.setType': ({ id }) => [id, { type: 'incident' }],
  'cases.setFields': ({ id }) => [id, { fields: { serial: 'x' } }],
  'cases.describe': ({ id }) => [id, { subject: 'S', issue: 'I', environment: 'E', cause: 'C', resolution: 'R' }],
  'cases.tag': ({ id }) => [id, { tag: 'T' }],
  'cases.untag': ({ id }) => [id, { tag: 'tagged' }],
  'cases.wait': ({ id }) => [id, { until: new Date('2026-02-01T00:00:00Z') }],
  'cases.hold': ({ id }) => [id],
  'cases.resume': ({ other }) => [other],
  'cases.wake': ({ id }) => [id, { until: '2026-02-01T00:00:00.000Z' }],
  'cases.resolve': ({ id }) => [id, { code: 'fixed', resolution: 'R', articles: ['a1'] }],
  'cases.reopen': ({ done }) => [done],
  'cases.close': ({ id }) => [id],
  'cases.merge': ({ id, other }) => [id, { into: other }],
  'cases.split': ({ id, message }) => [id, { messages: [message], subject: 'S' }],
  'cases.link': ({ id, other }) => [id, { kind: 'related', to: other }],
  'cases.unlink': ({ id, other }) => [id, { kind: 'child', to: other }],
  'cases.redact': ({ id, message }) => [id, { message }],
  'cases.redactFile': ({ id, message, file }) => [id, { message, file: file.blob }],
  'customers.identify': () => [{ kind: 'email', value: 'x@y.example', assurance: 'asserted' }, { name: 'N', locale: 'de', timeZone: 'UTC', fields: { town: 'T' } }],
  'customers.create': () => [[{ kind: 'user', value: 'shop:1', assurance: 'asserted' }], { name: 'N', organization: null }],
  'customers.update': ({ bob }) => [bob, { name: 'N', locale: 'de', fields: { town: 'T' } }],
  'customers.addHandle': ({ bob }) => [bob, { kind: 'phone', value: '+491234', assurance: 'asserted' }],
  'customers.merge': ({ bob, eve }) => [eve, bob, { reason: 'R' }],
  'agents.put': () => ['cy', { name: 'N', languages: ['de'] }],
  'queues.put': () => ['q2', { name: 'N', members: ['ada'] }],
  'contacts.record': ({ id }) => [{ case: id, channel: 'phone', direction: 'inbound', offeredAt: when, agent: 'ada' }],
  'effort.record': ({ id }) => [{ case: id, activity: 'call', agent: 'ada', minutes: 3, source: 'declared' }],
  'privacy.export': ({ bob }) => [{ customer: bob }],
  'privacy.erase': ({ eve }) => [{ customer: eve }],
  'verification.vouch': ({ id }) => [id, { purpose: 'read-case', session: 'S', evidence: 'E' }],
}
const readings = ['get', 'byReference', 'timeline', 'list', 'count', 'find', 'links', 'conversations', 'message', 'tagLabel', 'byHandle', 'handles', 'of', 'costOf', 'erasures']

/** A scene whose whole store can be read. */
async function planting() {
  const driver = memoryDriver(() => Date.parse('2026-01-05T09:00:00Z'))
  const written = new Set<string>()
  const apply: StoreDriver['apply'] = (group) => {
    for (const { writes } of group) for (const { collection, id, kind } of writes) if (kind !== 'check') written.add(`${collection}/${id}`)
    return driver.apply(group)
  }
  const made = await scene({ store: createHost({ ...driver, apply }, { blobs: memoryBlobs() }) })
  const { desk, root, ada, id, bob } = made
  await root.queues.put('help', { name: 'Help', members: ['ada'] })
  const { blob, size } = await desk.blobs.write(Buffer.from('f'))
  const file = { blob, size, name: 'N', mime: 'text/plain', cid: 'C' }
  const { message } = await ada.cases.receive(id, { text: 'm', files: [file] })
  const { message: sent } = await ada.cases.reply(id, { text: 'r' })
  await ada.cases.tag(id, { tag: 'tagged' })
  const other = (await ada.cases.open({ subject: 'o', from: { email: 'o@example.org' } })).id
  await ada.cases.hold(other)
  const done = (await ada.cases.open({ subject: 'd', from: { email: 'd@example.org' } })).id
  await ada.cases.resolve(done, { code: 'fixed' })
  await ada.cases.link(id, { kind: 'child', to: other })
  const { id: eve } = await ada.customers.create([])
  const seat = desk.as({ id: 'robot', role: 'system' })
  return { ...made, bob, eve, file, message, sent, other, done, seat, written }
}

/** Every way to put a text somewhere into these arguments: instead of a string, or as the name of a field. */
function* variants(json: unknown, text: string): Iterable<unknown> {
  if (typeof json === 'string') yield text
  if (typeof json !== 'object' || json === null || json instanceof Date) return
  if (Array.isArray(json)) {
    for (const [i, item] of json.entries()) for (const changed of variants(item, text)) yield json.with(i, changed)
    return
  }
  for (const [key, value] of Object.entries(json)) {
    for (const changed of variants(value, text)) yield { ...json, [key]: changed }
    if (key === 'fields' || key === 'wire') yield { ...json, [key]: { [text]: text } }
  }
}

async function leaks(desk: Scene['desk'], written: ReadonlySet<string>, text: string): Promise<readonly string[]> {
  const log = await desk.read.readLog({ after: 0, limit: 10_000 })
  const told = log.filter((event) => JSON.stringify(event).toLowerCase().includes(JSON.stringify(text).slice(1, -1).toLowerCase()))
  const claimed = [...written].filter((id) => id.toLowerCase().includes(text.toLowerCase()))
  return [...told.map((event) => event.type), ...claimed]
}

const seen = new Set<string>()

describe('a planted name or address', () => {
  test.each(Object.keys(calls))('[DESK6] in any part of %s never gets into the log, nor into the id of a document', async (name) => {
    const [area = '', verb = ''] = name.split('.')
    const call = calls[name] as Call // one of its own keys
    let succeeded = 0
    const first = await planting()
    const parts = [...variants(call(first), 'x')].length
    for (let part = -1; part < parts; part++)
      for (const text of part < 0 ? ['-'] : plants) {
        const made = await planting()
        const args = part < 0 ? call(made) : [...variants(call(made), text)][part]
        const target = made.seat[area as keyof Seat] as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>
        const outcome = await target[verb]?.(...(args as unknown[])).then(
          () => 'done',
          (error: { code?: string }) => error.code,
        )
        if (part < 0) expect(outcome).toBe('done')
        if (outcome === 'done') succeeded++
        expect(await leaks(made.desk, made.written, text === '-' ? 'N/A' : text)).toEqual([])
        for (const event of await made.desk.read.readLog({ after: 0, limit: 10_000 })) seen.add(event.type)
        await made.desk.stop()
      }
    expect(succeeded).toBeGreaterThan(0)
  })

  test('[DESK6] is looked for in every command that there is', async () => {
    const { seat, desk } = await scene().then((made) => ({ ...made, seat: made.desk.as({ id: 'robot', role: 'system' }) }))
    const commands = Object.entries(seat).flatMap(([area, verbs]) =>
      area === 'actor' ? [] : Object.keys(verbs as object).flatMap((verb) => (readings.includes(verb) || (verb === 'list') ? [] : [`${area}.${verb}`])),
    )
    expect(commands.sort()).toEqual(Object.keys(calls).sort())
    await desk.stop()
  })

  test('[DESK6] in any part of what a channel brings or tells never gets into the log, nor into a claim', async () => {
    const whole = { user: 'u', text: 'T', chat: 'C', file: { id: 'F', name: 'N', mime: 'text/plain' }, evidence: { references: ['R'], subject: 'S', token: 'T' } }
    const updates = (text: string) => [
      ...[...variants(whole, text)].map((given) => update(given as object)),
      update({ update: text }),
      update({ ...whole, edits: 'u-own', text }),
      update({ ...whole, likes: 'u-own', user: text }),
      update({ deletes: text }),
    ]
    for (const text of plants) {
      const driver = memoryDriver()
      const written = new Set<string>()
      const apply: StoreDriver['apply'] = (group) => {
        for (const { writes } of group) for (const { collection, id, kind } of writes) if (kind !== 'check') written.add(`${collection}/${id}`)
        return driver.apply(group)
      }
      const desk = await createDesk({ store: createHost({ ...driver, apply }), onError: () => {} })
      const far = loft()
      for (const id of ['F', text]) far.files.set(id, text)
      const api = desk.use(pigeon(far)('home', { secret: 'grain' }))
      await desk.start()
      await api.accept([understand(update({ update: 'u-own', chat: 'own' }))])
      for (const one of updates(text)) await api.accept([understand(one)])
      await api.accept([{ type: 'unknown', id: `q${text}`, reason: 'odd', detail: text, raw: text }, { type: 'ignored', id: `i${text}`, reason: 'odd', raw: text }])
      const [cases] = [await desk.as({ id: 'ada', role: 'agent' }).cases.list({ view: 'recent' })]
      far.answers.push({ sent: [text], wire: { to: text }, note: text }, { permanent: '550', reason: text }, { unknown: text })
      far.reconciled = { unresolved: text }
      for (const one of cases.items.slice(0, 3)) await desk.as({ id: 'ada', role: 'agent' }).cases.reply(one.id, { text })
      await desk.settled()
      await api.flushed()
      await api.accept([
        { type: 'delivery', id: `d${text}`, at: when, target: text, related: [text], token: text, state: 'failed', code: text, reason: text },
      ])
      expect(await leaks(desk, written, text)).toEqual([])
      for (const event of await desk.read.readLog({ after: 0, limit: 10_000 })) seen.add(event.type)
      await desk.stop()
    }
    expect(cases(seen, 'channel.')).toEqual(cases(new Set(channelEvents.map((e) => e.type)), 'channel.'))
  })

  test('[DESK6] was looked for in every type of event that there is', () => {
    const elsewhere = ['case.wake-due', 'privacy.erasure-due', 'access.denied', 'verification.asked', 'verification.failed']
    const types = allEvents.map(({ type }) => type)
    expect(types.filter((type) => !seen.has(type)).sort()).toEqual(elsewhere.sort())
  })

  test('[DESK6] is refused in an event of a plugin, in a timer, and in the id of whoever acts; the refusal does not repeat it', async () => {
    const { desk } = await scene()
    const event = (data: unknown, subject = 's') => ({ type: 'plugin.did', version: 1, subject, data })
    for (const text of plants)
      for (const act of [
        () => desk.transact((work) => work.emit(event({ a: { b: [text] } }))),
        () => desk.transact((work) => work.emit(event({ [text]: 1 }))),
        () => desk.transact((work) => work.emit(event({}, text))),
        () => desk.transact((work) => work.schedule(when, event(text))),
        async () => desk.as({ id: text, role: 'agent' }),
      ]) {
        const error = await act().then(
          () => undefined,
          (reason: Error & { code: string }) => reason,
        )
        expect(error?.code).toMatch(/^core\/(content-in-event|telling-id)$/)
        expect(JSON.stringify(error) + String(error?.message)).not.toContain(text)
      }
    await desk.transact((work) => work.emit(event({ at: when.toISOString(), id: 'a/b:c-1', n: 1, none: null })))
  })
})

const cases = (types: ReadonlySet<string>, prefix: string): string[] => [...types].filter((type) => type.startsWith(prefix)).sort()

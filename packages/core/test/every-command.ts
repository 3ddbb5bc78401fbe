import { createHost, memoryBlobs, memoryDriver, type StoreDriver } from '@casewell/store'
import { scene } from './characters.ts'

/** Before the scene begins. */
export const when = new Date('2026-01-05T08:00:00Z')

export type EveryScene = Awaited<ReturnType<typeof planting>>
/** The arguments of a command. */
export type Call = (seats: EveryScene) => readonly unknown[]

/** One call of every command, with everything that can be said in it. `<part>` is filled in from the scene. */
export const calls: Readonly<Record<string, Call>> = {
  'cases.open': () => [
    {
      subject: 'S',
      from: { email: 'a@b.example', name: 'N' },
      text: 'T',
      issue: 'I',
      channel: 'desk',
      fields: { serial: 'x' },
      queue: 'help',
      assignee: 'ada',
      key: 'k',
    },
  ],
  'cases.receive': ({ id, file }) => [
    id,
    {
      text: 'T',
      fullText: 'F',
      html: 'H',
      subject: 'S',
      files: [file],
      wire: { a: 'b' },
      key: 'k',
      author: { role: 'customer', id: 'x', name: 'N' },
      place: {
        channel: 'desk',
        account: 'desk',
        thread: 'T',
        subject: 'S',
        wire: { a: ['b'] },
        participants: [{ handle: { kind: 'email', value: 'c@d.example', assurance: 'asserted' }, name: 'N' }],
      },
    },
  ],
  'cases.reply': ({ id, file }) => [
    id,
    { text: 'T', fullText: 'F', html: 'H', subject: 'S', files: [file], wire: { a: 'b' }, key: 'k' },
  ],
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
  'customers.identify': () => [
    { kind: 'email', value: 'x@y.example', assurance: 'asserted' },
    { name: 'N', locale: 'de', timeZone: 'UTC', fields: { town: 'T' } },
  ],
  'customers.create': () => [
    [{ kind: 'user', value: 'shop:1', assurance: 'asserted' }],
    { name: 'N', organization: null },
  ],
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
/** A scene whose whole store can be read. */
export async function planting() {
  const driver = memoryDriver(() => Date.parse('2026-01-05T09:00:00Z'))
  const written = new Set<string>()
  const apply: StoreDriver['apply'] = (group) => {
    for (const { writes } of group)
      for (const { collection, id, kind } of writes) if (kind !== 'check') written.add(`${collection}/${id}`)
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
  const { message: note } = await ada.cases.note(id, { text: 'n' })
  const other = (await ada.cases.open({ subject: 'o', from: { email: 'o@example.org' } })).id
  await ada.cases.hold(other)
  const done = (await ada.cases.open({ subject: 'd', customer: bob })).id
  await ada.cases.resolve(done, { code: 'fixed' })
  await ada.cases.link(id, { kind: 'child', to: other })
  const { id: eve } = await ada.customers.create([])
  const seat = desk.as({ id: 'robot', role: 'system' })
  return { ...made, bob, eve, note, file, message, sent, other, done, seat, written }
}

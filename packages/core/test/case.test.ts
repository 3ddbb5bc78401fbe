import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { CaseContents, Cases, Messages } from '../src/index.ts'
import { scene } from './characters.ts'

const minute = 60_000

describe('a case', () => {
  test('[CASE5] is answered first by a person, not by a program', async () => {
    const { ada, id, now, advance } = await scene()
    advance(minute)
    await ada.cases.reply(id, { text: 'We have received your message.', isAutomatic: true })
    expect(await ada.cases.get(id)).toMatchObject({
      firstResponseAt: null,
      status: 'new',
      unansweredSince: '2026-01-05T09:00:00.000Z',
    })
    advance(minute)
    await ada.cases.reply(id, { text: 'Hold the power key.' })
    const answered = new Date(now()).toISOString()
    expect(await ada.cases.get(id)).toMatchObject({ firstResponseAt: answered, status: 'open', unansweredSince: null })
  })

  test('[CASE6] reopens when the customer writes again, not when a program does', async () => {
    const { ada, id } = await scene()
    await ada.cases.resolve(id, { code: 'fixed' })
    await ada.cases.receive(id, { text: 'I am out of office.', isAutomatic: true })
    expect((await ada.cases.get(id)).status).toBe('resolved')
    await ada.cases.receive(id, { text: 'It is mute again.' })
    expect(await ada.cases.get(id)).toMatchObject({
      status: 'open',
      reopenCount: 1,
      resolution: null,
      resolvedAt: null,
    })
  })

  test('[CASE6] ends its wait when the customer writes', async () => {
    const { ada, id } = await scene()
    await ada.cases.wait(id)
    await ada.cases.receive(id, { text: 'Here is the serial number.' })
    expect(await ada.cases.get(id)).toMatchObject({ status: 'open', waitUntil: null })
  })

  test('[CASE7] takes notes, tags and links when it is closed, and refuses the rest', async () => {
    const { ada, id } = await scene()
    await ada.cases.close(id)
    await ada.cases.note(id, { text: 'For the record.' })
    await ada.cases.tag(id, { tag: 'sound' })
    await expect(ada.cases.reply(id, { text: 'Hello?' })).rejects.toMatchObject({ code: 'case/closed' })
    await expect(ada.cases.receive(id, { text: 'Hello?' })).rejects.toMatchObject({ code: 'case/closed' })
    await expect(ada.cases.assign(id, { assignee: 'ada' })).rejects.toMatchObject({ code: 'case/closed' })
    await expect(ada.cases.reopen(id)).rejects.toMatchObject({ code: 'case/closed' })
  })

  test('[CASE7] cannot wait or be reopened from where it stands', async () => {
    const { ada, id } = await scene()
    await expect(ada.cases.reopen(id)).rejects.toMatchObject({ code: 'case/transition', details: { from: 'new' } })
    await ada.cases.resolve(id, { code: 'fixed' })
    await expect(ada.cases.wait(id)).rejects.toMatchObject({ code: 'case/transition', details: { from: 'resolved' } })
  })

  test('[CASE8] writes nothing when a command changes nothing', async () => {
    const { ada, id, desk } = await scene()
    await ada.cases.setPriority(id, { priority: 'high' })
    await ada.cases.tag(id, { tag: 'Sound' })
    const before = await desk.read.head()
    await ada.cases.setPriority(id, { priority: 'high' })
    await ada.cases.tag(id, { tag: 'sound' })
    await ada.cases.assign(id, { assignee: null })
    expect((await desk.read.head()).position).toBe(before.position)
  })

  test('[CASE9] brings a stale decision back with the case as it is now', async () => {
    const { ada, lea, id } = await scene()
    const seen = await ada.cases.get(id)
    await lea.cases.assign(id, { assignee: 'lea' })
    await expect(ada.cases.assign(id, { assignee: 'ada', guard: { assignee: seen.assignee } })).rejects.toMatchObject({
      code: 'case/conflict',
      details: { field: 'assignee', expected: null, current: 'lea', state: { assignee: 'lea' } },
    })
    expect((await ada.cases.get(id)).assignee).toBe('lea')
  })

  test('[CASE9] lets two people change different things at once', async () => {
    const { ada, lea, id } = await scene()
    await Promise.all([
      ada.cases.setPriority(id, { priority: 'high' }),
      lea.cases.tag(id, { tag: 'sound' }),
      ada.cases.note(id, { text: 'x' }),
    ])
    expect(await ada.cases.get(id)).toMatchObject({ priority: 'high', tags: [expect.any(String)], messageCount: 2 })
  })

  test('[CASE10] gives the first result again for the same key, and does nothing', async () => {
    const { ada, lea, id } = await scene()
    const first = await ada.cases.reply(id, { text: 'Hold the power key.', key: 'k1' })
    const [again, other] = [
      await ada.cases.reply(id, { text: 'Hold the power key.', key: 'k1' }),
      await lea.cases.reply(id, { text: 'Yes.', key: 'k1' }),
    ]
    expect(again).toEqual(first)
    expect(other).not.toEqual(first)
    expect((await ada.cases.get(id)).messageCount).toBe(3)
  })

  test('[CASE10] gives it also to two who ask at the same moment', async () => {
    const { ada, id } = await scene()
    const [a, b] = await Promise.all([
      ada.cases.note(id, { text: 'n', key: 'k' }),
      ada.cases.note(id, { text: 'n', key: 'k' }),
    ])
    expect(a).toEqual(b)
    expect((await ada.cases.get(id)).messageCount).toBe(2)
  })

  test('[CASE11] loses its assignee with its queue, and is given to members only', async () => {
    const { ada, root, id } = await scene()
    await root.queues.put('help', { name: 'Help', members: ['ada'] })
    await root.queues.put('sales', { name: 'Sales', members: ['sam'] })
    await ada.cases.setQueue(id, { queue: 'help' })
    await ada.cases.assign(id, { assignee: 'ada' })
    await expect(ada.cases.assign(id, { assignee: 'sam' })).rejects.toMatchObject({ code: 'core/not-a-member' })
    await ada.cases.setQueue(id, { queue: 'sales' })
    expect(await ada.cases.get(id)).toMatchObject({ queue: 'sales', assignee: null })
  })

  test('[CASE12] wakes by itself when its wait is over', async () => {
    const { ada, desk, id, now, advance } = await scene()
    await ada.cases.wait(id, { until: new Date(now() + 30) })
    expect((await ada.cases.get(id)).status).toBe('pending')
    advance(31)
    await until(async () => (await ada.cases.get(id)).status === 'open')
    await desk.settled()
  })

  test('[CASE12] does not wake when somebody was faster', async () => {
    const { ada, desk, id, now, advance } = await scene()
    await ada.cases.wait(id, { until: new Date(now() + 30) })
    await ada.cases.resolve(id, { code: 'fixed' })
    advance(31)
    await new Promise((resolve) => setTimeout(resolve, 60))
    await desk.settled()
    expect((await ada.cases.get(id)).status).toBe('resolved')
  })

  test('[CASE13] has a reference that people can read out', async () => {
    const { reference, ada } = await scene({ referencePrefix: 'AU' })
    expect(reference).toMatch(/^AU-[2-9A-HJKMNP-TW-Z]{4}-[2-9A-HJKMNP-TW-Z]{4}$/)
    const many = await Promise.all(
      Array.from({ length: 50 }, (_, i) => ada.cases.open({ subject: 's', from: { email: `c${i}@example.org` } })),
    )
    expect(new Set(many.map((c) => c.reference)).size).toBe(50)
  })

  test('[CASE13] takes another reference when one is taken', async () => {
    let calls = 0
    const { ada } = await scene({ random: (bytes) => new Uint8Array(bytes).fill(calls++ < 4 ? 1 : calls) })
    const second = await ada.cases.open({ subject: 's', from: { email: 'cy@example.org' } })
    expect((await ada.cases.byReference(second.reference))?.id).toBe(second.id)
  })

  test('[CASE14] refuses custom fields that do not fit its type', async () => {
    const { ada, id } = await scene({ fields: { question: z.object({ serial: z.string().length(4).optional() }) } })
    await ada.cases.setFields(id, { fields: { serial: 'A123' } })
    await expect(ada.cases.setFields(id, { fields: { serial: 'A1' } })).rejects.toMatchObject({
      code: 'core/bad-fields',
      details: { type: 'question' },
    })
    expect((await ada.cases.get(id)).content.fields).toEqual({ serial: 'A123' })
  })

  test('[CASE15] knows how far a message came, and believes no late report', async () => {
    const { ada, desk, id } = await scene()
    const { message } = await ada.cases.reply(id, { text: 'Hold the power key.' })
    const record = (state: 'sent' | 'delivered' | 'read' | 'failed') =>
      desk.transact((work) => work.cases.recordDelivery(id, { message, state }))
    for (const state of ['sent', 'read', 'delivered', 'sent', 'failed'] as const) await record(state)
    expect((await ada.cases.message(message))?.delivery).toMatchObject({ state: 'read' })
  })

  test('[CASE16] gives messages to a case of their own', async () => {
    const { ada, id } = await scene()
    const { message } = await ada.cases.receive(id, { text: 'By the way, where is my invoice?' })
    const split = await ada.cases.split(id, { messages: [message], subject: 'Invoice' })
    expect((await ada.cases.timeline(id)).items.map((m) => m.text)).toEqual(['My radio is mute.'])
    expect((await ada.cases.timeline(split.id)).items.map((m) => m.text)).toEqual(['By the way, where is my invoice?'])
    expect((await ada.cases.links(split.id)).to).toEqual([{ kind: 'split', case: id }])
    expect((await ada.cases.links(id)).from).toEqual([{ kind: 'split', case: split.id }])
  })

  test('[CASE17] keeps its history when its content is erased', async () => {
    const { ada, lea, desk, id } = await scene()
    const { items } = await ada.cases.timeline(id)
    const message = items[0]?.id ?? ''
    await lea.cases.redact(id, { message })
    await lea.cases.redact(id)
    expect(await desk.read.get(Messages, message)).toBeUndefined()
    expect(await desk.read.get(CaseContents, id)).toBeUndefined()
    expect(await ada.cases.get(id)).toMatchObject({ messageCount: 1, isRedacted: true, content: { subject: '' } })
  })

  test('edits and takes back what was said, and says so', async () => {
    const { ada, id } = await scene()
    const { message } = await ada.cases.reply(id, { text: 'Hold the pwer key.' })
    await ada.cases.edit(id, { message, text: 'Hold the power key.' })
    expect(await ada.cases.message(message)).toMatchObject({
      text: 'Hold the power key.',
      editedAt: expect.any(String),
    })
    await ada.cases.react(id, { message, reaction: '👍' })
    await ada.cases.delete(id, { message })
    expect(await ada.cases.message(message)).toMatchObject({
      text: '',
      deletedAt: expect.any(String),
      reactions: [{ by: 'ada', reaction: '👍' }],
    })
    await expect(ada.cases.edit(id, { message: 'nope', text: '' })).rejects.toMatchObject({ code: 'core/no-message' })
  })

  test('links and unlinks, never to itself', async () => {
    const { ada, id } = await scene()
    const problem = await ada.cases.open({
      subject: 'Firmware 3.2.1',
      from: { email: 'dev@example.org' },
      type: 'problem',
    })
    await ada.cases.link(id, { kind: 'incident', to: problem.id })
    await ada.cases.link(id, { kind: 'incident', to: problem.id })
    expect((await ada.cases.links(problem.id)).from).toEqual([{ kind: 'incident', case: id }])
    await ada.cases.unlink(id, { kind: 'incident', to: problem.id })
    expect((await ada.cases.links(problem.id)).from).toEqual([])
    await expect(ada.cases.link(id, { kind: 'related', to: id })).rejects.toMatchObject({ code: 'case/self-link' })
  })

  test('[CASE4] sends commands on to the case that absorbed it, however long the path', async () => {
    const { ada, id } = await scene()
    const open = async (subject: string) =>
      (await ada.cases.open({ subject, from: { email: 'bob@example.org' }, text: subject })).id
    const [second, third] = [await open('second'), await open('third')]
    await ada.cases.merge(id, { into: second })
    await ada.cases.merge(second, { into: third })
    const { message } = await ada.cases.reply(id, { text: 'To all three.' })
    expect((await ada.cases.message(message))?.case).toBe(third)
    await expect(ada.cases.merge(third, { into: id })).rejects.toMatchObject({ code: 'case/cycle' })
    expect(await ada.cases.get(id)).toMatchObject({ status: 'closed', absorbedBy: second })
  })

  test('is not opened twice under one id, and nothing happens to one that is not there', async () => {
    const { ada } = await scene()
    await expect(ada.cases.get('nope')).rejects.toMatchObject({ code: 'case/not-found' })
    await expect(ada.cases.reply('nope', { text: '' })).rejects.toMatchObject({ code: 'case/not-found' })
  })

  test('[DESK6] leaves no word of its content in the log', async () => {
    const { ada, desk, id, bob } = await scene()
    const secret = 'Xanthippe'
    await ada.cases.receive(id, {
      text: secret,
      subject: secret,
      html: secret,
      files: [{ blob: 'b', name: secret, mime: 'text/plain', size: 1, cid: null }],
      wire: { secret },
    })
    const { message } = await ada.cases.reply(id, { text: secret })
    await ada.cases.edit(id, { message, text: `${secret}!` })
    await ada.cases.react(id, { message, reaction: secret, by: secret })
    await ada.cases.describe(id, {
      subject: secret,
      issue: secret,
      environment: secret,
      cause: secret,
      resolution: secret,
    })
    await ada.cases.tag(id, { tag: secret })
    await ada.cases.setFields(id, { fields: { note: secret } })
    await ada.cases.resolve(id, { code: 'fixed', resolution: secret })
    await ada.customers.update(bob, { name: secret, fields: { about: secret } })
    await ada.customers.addHandle(bob, { kind: 'email', value: `${secret}@example.org`, assurance: 'asserted' })
    const log = JSON.stringify(await desk.read.readLog({ after: 0, limit: 1000 }))
    expect(log.toLowerCase()).not.toContain(secret.toLowerCase())
    expect(log).not.toContain('example.org')
  })

  test('[CASE1] is stored as the fold of its log', async () => {
    const { ada, desk, id } = await scene()
    await ada.cases.reply(id, { text: 'x' })
    await ada.cases.wait(id)
    const { fold } = await import('../src/case/index.ts')
    expect(fold(await desk.read.readLog({ after: 0, limit: 100, subject: id }))).toEqual(
      (await desk.read.get(Cases, id))?.doc,
    )
  })
})

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 400 && !(await holds()); i++) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(await holds()).toBe(true)
}

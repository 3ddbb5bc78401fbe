import { collection, type Store } from '@casewell/store'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { loft, pigeon, understand } from '../../channel/test/pigeon.ts'
import { update } from '../../channel/test/scene.ts'
import {
  CaseContents,
  Contacts,
  Customers,
  erasing,
  type FileRef,
  Handles,
  Messages,
  type Plugin,
  type Seat,
} from '../src/index.ts'
import { testDesk } from '../src/testing.ts'
import { scene } from './characters.ts'
import { live, people, tracesOf } from './planted.ts'

const Ratings = collection(
  'ratings',
  z.object({
    case: z.string(),
    customer: z.string(),
    stars: z.number(),
    comment: z.string(),
    photo: z.string().nullable(),
  }),
  { version: 1, indexes: {}, about: (r) => [r.case, r.customer], blobs: (r) => (r.photo === null ? [] : [r.photo]) },
)
const Drafts = collection('drafts', z.object({ text: z.string(), photo: z.string() }), {
  version: 1,
  indexes: {},
  about: () => [],
  blobs: (d) => [d.photo],
})
const Diaries = collection('diaries', z.object({ customer: z.string(), text: z.string(), photo: z.string() }), {
  version: 1,
  indexes: {},
  about: (d) => [d.customer],
  blobs: (d) => [d.photo],
})
const ratings: Plugin<void> = {
  name: 'ratings',
  collections: [Ratings, Drafts, Diaries],
  erasing: [erasing(Ratings, (rating) => ({ ...rating, comment: '', photo: null }))],
  setup: () => {},
}

const keep =
  (desk: { blobs: { write(bytes: Uint8Array): Promise<{ blob: string; size: number }> } }) =>
  async (text: string): Promise<FileRef> => {
    const { blob, size } = await desk.blobs.write(Buffer.from(text))
    return { blob, size, name: `${text}.txt`, mime: 'text/plain', cid: null }
  }

/** The whole log, as one text. */
async function logOf(desk: Awaited<ReturnType<typeof testDesk>>['desk']): Promise<string> {
  const parts: unknown[] = [await desk.read.readLog({ after: 0, limit: 100_000 })]
  return JSON.stringify(parts)
}

describe('erasure', () => {
  test('[ERASE1] of a person takes content, handles and files, and leaves history and counts', async () => {
    const { desk, root, ada, advance } = await scene()
    const [zaneta, other] = [people[0], people[1]]
    if (!zaneta || !other) throw new Error('there are four')
    const id = await live(ada, keep(desk), zaneta)
    const stays = await live(ada, keep(desk), other)
    const before = await ada.cases.get(id)
    const files = (await ada.cases.timeline(id)).items.flatMap((m) => m.files)
    expect(files).toHaveLength(3)
    advance(60_000)
    const erasure = await root.privacy.erase({ customer: before.customer })
    expect(erasure).toMatchObject({ status: 'done', customers: [before.customer], handles: [], by: 'admin:root' })
    const after = await ada.cases.get(id)
    expect({ ...after, updatedAt: '', version: 0, isRedacted: false }).toEqual({
      ...before,
      updatedAt: '',
      version: 0,
      content: { subject: '', issue: '', environment: '', cause: '', resolution: '', fields: {} },
    })
    expect((await ada.cases.timeline(id)).items).toEqual([])
    expect((await ada.contacts.list(id)).length).toBe(2)
    for (const { blob } of files) expect(await desk.blobs.has(blob)).toBe(false)
    expect(await ada.customers.byHandle({ kind: 'email', value: zaneta.email })).toBeUndefined()
    await expect(ada.customers.get(before.customer)).rejects.toMatchObject({ code: 'core/no-customer' })
    expect(await ada.cases.find(zaneta.words)).toEqual([])
    expect((await ada.cases.find(other.words)).map((c) => c.id)).toEqual([stays])
    expect((await ada.cases.timeline(stays)).items).toHaveLength(4)
    const log = await logOf(desk)
    for (const trace of [...tracesOf(zaneta), ...tracesOf(other)]) expect(log).not.toContain(trace)
    expect(log).toContain('customer.erased')
  })

  test('[ERASE1] lets the same person come back as somebody new', async () => {
    const { ada, root, bob, id } = await scene()
    await root.privacy.erase({ customer: bob })
    const again = await ada.cases.open({ subject: 'Hello', from: { email: 'bob@example.org' }, text: 'It is me.' })
    const { customer } = await ada.cases.get(again.id)
    expect(customer).not.toBe(bob)
    expect((await ada.cases.list({ view: 'customer', customer })).items.map((c) => c.id)).toEqual([again.id])
    expect((await ada.cases.get(id)).customer).toBe(bob)
  })

  test('[ERASE2] takes everybody who was merged into the person, too', async () => {
    const { ada, lea, root, desk, bob, id } = await scene()
    const work = await ada.customers.create([{ kind: 'email', value: 'bob@work.example', assurance: 'asserted' }], {
      name: 'Robert',
    })
    const other = (await ada.cases.open({ customer: work.id, subject: 'work', text: 'work' })).id
    await lea.customers.merge(work.id, bob, { reason: 'told so' })
    await root.privacy.erase({ customer: work.id })
    for (const of of [id, other]) expect((await ada.cases.timeline(of)).items).toEqual([])
    for (const customer of [bob, work.id]) expect(await desk.read.get(Customers, customer)).toBeUndefined()
    expect((await desk.read.find(Handles, { index: 'customer', equals: [bob], limit: 5 })).items).toEqual([])
  })

  test('[ERASE2] takes them all, however many they were', async () => {
    const { ada, lea, root, desk, bob } = await scene()
    for (let i = 0; i < 230; i++) {
      const part = await ada.customers.create([{ kind: 'email', value: `bob${i}@example.org`, assurance: 'asserted' }])
      await lea.customers.merge(part.id, bob, { reason: 'told so' })
    }
    const { customers } = await root.privacy.erase({ customer: bob })
    expect(customers).toHaveLength(231)
    expect((await desk.read.find(Customers, { index: 'recent', limit: 10 })).items).toEqual([])
    expect((await desk.read.find(Handles, { index: 'customer', equals: [bob], limit: 5 })).items).toEqual([])
  })

  test('[ERASE3] takes a person out of the cases of others, and leaves what others said', async () => {
    const { ada, root, desk } = await scene()
    const eve = { kind: 'email', value: 'eve@example.net', assurance: 'asserted' } as const
    const { id } = await ada.cases.open({
      subject: 'Ours',
      from: { email: 'alice@example.org', name: 'Alice' },
      text: 'With Eve.',
    })
    const participants = [{ handle: eve, name: 'Eve Adams' }]
    const wire = { to: [{ address: 'desk@example.org' }], cc: [{ address: 'Eve@example.net', name: 'Eve Adams' }] }
    const place = { channel: 'email', account: 'a', thread: 't', participants, wire }
    const { conversation } = await ada.cases.receive(id, { text: 'See above.', place, wire }) // Eve is nobody we know, yet
    const { id: customer } = await ada.customers.identify(eve, { name: 'Eve Adams' })
    await ada.cases.receive(id, {
      text: 'I am Eve.',
      conversation,
      author: { role: 'customer', id: customer, name: 'Eve Adams' },
    })
    await root.privacy.erase({ customer })
    expect((await ada.cases.timeline(id)).items.map((m) => m.text)).toEqual(['With Eve.', 'See above.'])
    const told = JSON.stringify([await ada.cases.conversations(id), (await ada.cases.timeline(id)).items])
    expect(told).not.toMatch(/eve@example|Eve Adams/i)
    expect(told).toContain('desk@example.org')
    expect(told).toContain('alice@example.org')
    expect((await desk.read.get(CaseContents, id))?.doc.subject).toBe('Ours')
  })

  test('[ERASE4] of a case takes what was merged into it, of a message the message, of a file the file', async () => {
    const { ada, lea, desk, id, advance } = await scene()
    const file = await keep(desk)('secret')
    const [one, two] = [
      await ada.cases.note(id, { text: 'one', files: [file] }),
      await ada.cases.note(id, { text: 'two' }),
    ]
    advance(1)
    await lea.privacy.erase({ message: one.message, file: file.blob })
    expect((await ada.cases.message(one.message))?.files).toEqual([])
    expect(await desk.blobs.has(file.blob)).toBe(false)
    await lea.privacy.erase({ message: one.message })
    expect((await ada.cases.timeline(id)).items.map((m) => m.text)).toEqual(['My radio is mute.', 'two'])
    const merged = (await ada.cases.open({ subject: 'again', from: { email: 'bob@example.org' }, text: 'again' })).id
    await ada.cases.merge(merged, { into: id })
    await lea.privacy.erase({ case: id })
    expect((await ada.cases.timeline(id)).items).toEqual([])
    expect(await ada.cases.message(two.message)).toBeUndefined()
    expect(await ada.cases.conversations(merged)).toEqual([])
    expect(await ada.cases.get(merged)).toMatchObject({ isRedacted: true, messageCount: 1 })
    await expect(lea.privacy.erase({ message: two.message })).rejects.toMatchObject({ code: 'core/no-message' })
    await expect(lea.privacy.erase({ case: 'none' })).rejects.toMatchObject({ code: 'case/not-found' })
    await expect(lea.privacy.erase({ customer: 'none' })).rejects.toMatchObject({ code: 'core/denied' })
  })

  test('[ERASE5] spares a file that somebody else has sent, too, or is about to', async () => {
    const { ada, root, lea, desk, bob, id, advance } = await scene()
    const logo = await keep(desk)('logo')
    await ada.cases.receive(id, { text: 'mine', files: [logo] })
    advance(60_000)
    const { id: other } = await ada.cases.open({ subject: 's', from: { email: 'alice@example.org' }, text: 't' })
    await keep(desk)('logo') // Alice's mail is under way
    await root.privacy.erase({ customer: bob })
    expect(await desk.blobs.has(logo.blob)).toBe(true)
    await ada.cases.receive(other, { text: 'hers', files: [logo] })
    advance(26 * 3_600_000)
    await desk.settled()
    expect(await desk.blobs.has(logo.blob)).toBe(true)
    await lea.privacy.erase({ case: other })
    expect(await desk.blobs.has(logo.blob)).toBe(false)
  })

  test('[ERASE5] takes a file that nobody else turned out to have sent, a day later and by itself', async () => {
    const { ada, root, desk, bob, id, advance } = await scene()
    const logo = await keep(desk)('logo')
    await ada.cases.receive(id, { text: 'mine', files: [logo] })
    advance(60_000)
    await keep(desk)('logo') // a mail that never came to be committed
    await root.privacy.erase({ customer: bob })
    advance(26 * 3_600_000)
    await wakeTimers(ada)
    await expect.poll(() => desk.blobs.has(logo.blob)).toBe(false)
  })

  test('[ERASE6] reaches what plugins keep: as they say, or whole', async () => {
    const { desk, advance } = await testDesk()
    desk.use(ratings)
    await desk.start()
    const [ada, root] = [desk.as({ id: 'ada', role: 'agent' }), desk.as({ id: 'root', role: 'admin' })]
    const { id } = await ada.cases.open({ subject: 's', from: { email: 'bob@example.org' }, text: 't' })
    const { customer } = await ada.cases.get(id)
    const [photo, other] = [
      (await desk.blobs.write(Buffer.from('photo'))).blob,
      (await desk.blobs.write(Buffer.from('other'))).blob,
    ]
    await desk.transact((work) => {
      work.put(Ratings, 'r1', { case: id, customer, stars: 2, comment: 'Poor Bob!', photo })
      work.put(Diaries, 'd1', { customer, text: 'Dear diary', photo: other })
      work.put(Drafts, 'x1', { text: 'of nobody', photo })
    })
    advance(60_000)
    await root.privacy.erase({ customer })
    expect((await desk.read.get(Ratings, 'r1'))?.doc).toMatchObject({ stars: 2, comment: '', photo: null })
    expect(await desk.read.get(Diaries, 'd1')).toBeUndefined()
    expect((await desk.read.get(Drafts, 'x1'))?.doc.text).toBe('of nobody')
    expect([await desk.blobs.has(photo), await desk.blobs.has(other)]).toEqual([true, false])
    await desk.stop()
  })

  test('[ERASE6] reaches what a channel keeps: quarantine, outbox, reports', async () => {
    const { desk, advance } = await testDesk()
    const far = loft()
    const api = desk.use(pigeon(far)('home', { secret: 'grain' }))
    await desk.start()
    const [ada, root] = [desk.as({ id: 'ada', role: 'agent' }), desk.as({ id: 'root', role: 'admin' })]
    const taken = await api.accept([understand(update({ user: 'bob', text: 'hi', chat: 'c1' }))])
    const at = taken[0]?.as === 'message' ? taken[0].case : ''
    const { customer } = await ada.cases.get(at)
    await ada.customers.addHandle(customer, { kind: 'email', value: 'bob@example.org', assurance: 'asserted' })
    far.answers.push({ permanent: '550', reason: '<bob@example.org> unknown' })
    const { message } = await ada.cases.reply(at, { text: 'An answer to Bob.' })
    await desk.settled()
    await api.flushed()
    await api.accept([
      { type: 'unknown', id: 'x', reason: 'not-a-mail', raw: Buffer.from('From: Bob <BOB@example.org>\nnonsense') },
    ])
    await api.accept([
      { type: 'unknown', id: 'y', reason: 'not-a-mail', raw: Buffer.from('From: Alice <alice@example.org>') },
    ])
    await api.accept([
      {
        type: 'delivery',
        id: 'z',
        at: new Date(),
        token: '',
        related: [],
        target: `p-${message}`,
        state: 'failed',
        reason: 'bob@example.org is full',
      },
    ])
    expect((await api.quarantine()).items).toHaveLength(2)
    expect((await api.stuck()).items).toMatchObject([{ message, reason: '<bob@example.org> unknown' }])
    advance(60_000)
    await root.privacy.erase({ customer })
    expect((await api.quarantine()).items).toHaveLength(1)
    expect((await api.stuck()).items).toMatchObject([{ message, reason: '' }])
    // What comes later about a message that is gone is no news to anybody.
    expect(await api.accept([understand(update({ edits: 'u1', text: 'I am Bob' }))])).toEqual([{ as: 'ignored' }])
    await api.resend(message)
    await api.flushed()
    expect(far.arrived).toEqual([])
    await desk.stop()
  })

  test('[ERASE7] lets subscribers bear that content is gone', async () => {
    const { desk, errors } = await testDesk()
    const heard: string[] = []
    desk.use(ratings)
    desk.subscribe({
      name: 'index',
      events: 'all',
      from: 'start',
      async handle(event, work) {
        const { message } = (event.data ?? {}) as { message?: string }
        if (message !== undefined) heard.push((await work.get(Messages, message))?.doc.text ?? 'gone')
      },
    })
    const [ada, lea] = [desk.as({ id: 'ada', role: 'agent' }), desk.as({ id: 'lea', role: 'lead' })]
    const { id } = await ada.cases.open({ subject: 's', from: { email: 'bob@example.org' }, text: 'hello' })
    await ada.cases.reply(id, { text: 'answer' })
    await lea.privacy.erase({ case: id })
    await desk.start()
    await desk.settled()
    expect([new Set(heard), errors]).toEqual([new Set(['gone']), []])
    expect(desk.subscriptions.map((s) => s.name)).toContain('index')
    await desk.stop()
  })

  test('[ERASE8] goes on after a crash, wherever it stopped', async () => {
    for (let crashAt = 1; ; crashAt++) {
      const { ada, root, desk, bob, advance } = await scene({ onError: () => {} })
      for (const email of ['bob@example.org', 'bob@example.org'])
        await ada.cases.receive((await ada.cases.open({ subject: 'more', from: { email }, text: 'x' })).id, {
          text: 'y',
          files: [await keep(desk)('f')],
        })
      advance(1_000)
      const crashed = await crashing(root, desk, bob, crashAt)
      if (!crashed) break
      advance(61_000)
      await wakeTimers(ada)
      await expect.poll(async () => (await root.privacy.erasures()).items[0]?.status).toBe('done')
      for (const c of (await ada.cases.list({ view: 'recent' })).items) {
        expect(c.content.subject).toBe('')
        expect((await ada.cases.timeline(c.id)).items).toEqual([])
      }
      expect(await desk.read.get(Customers, bob)).toBeUndefined()
      expect((await desk.read.find(Contacts, { index: 'customer', equals: [bob], limit: 9 })).items).toHaveLength(5)
      await desk.stop()
    }
  })

  test('[ERASE9] is asked for by whoever may, and is written down without content', async () => {
    const { ada, lea, root, bob, desk, id } = await scene()
    for (const attempt of [
      () => ada.privacy.erase({ case: id }),
      () => lea.privacy.erase({ customer: bob }),
      () => desk.as({ id: bob, role: 'customer' }).privacy.erase({ customer: bob }),
      () => ada.privacy.erasures(),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'core/denied' })
    await root.privacy.erase({ customer: bob })
    const { items } = await root.privacy.erasures()
    expect(items).toMatchObject([{ scope: { customer: bob }, status: 'done', by: 'admin:root', documents: 4 }])
    expect(JSON.stringify(items)).not.toContain('example.org')
  })
})

/** A test's clock moves without anybody noticing: a new timer lets the desk look at all of them. */
async function wakeTimers(ada: Seat): Promise<void> {
  const { id } = await ada.cases.open({ subject: '', from: { email: 'carol@example.org' } })
  await ada.cases.wait(id, { until: new Date('2027-01-01T00:00:00Z') })
}

/** Lets the store fail at the n-th commit from now on; false if the erasure needs fewer. */
async function crashing(
  root: Awaited<ReturnType<typeof scene>>['root'],
  desk: Awaited<ReturnType<typeof scene>>['desk'],
  customer: string,
  at: number,
): Promise<boolean> {
  const store = desk.read as unknown as Pick<Store, 'commit'> // it is the whole store, seen as a reader
  const commit = store.commit.bind(store)
  let left = at
  const failing: Store['commit'] = (change) =>
    left-- === 0 ? Promise.reject(new Error('the power went')) : commit(change)
  Object.assign(store, { commit: failing })
  const failed = await root.privacy.erase({ customer }).then(
    () => false,
    () => true,
  )
  Object.assign(store, { commit })
  return failed
}

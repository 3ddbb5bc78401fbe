import { createServer } from 'node:http'
import { assets } from '@casewell/assets'
import type { Event } from '@casewell/bus'
import { signWebhook, webhook } from '@casewell/channel-webhook'
import type { Seat } from '@casewell/core'
import { testDesk } from '@casewell/core/testing'
import { type KnowledgeSeat, knowledge } from '@casewell/knowledge'
import { scores } from '@casewell/scores'
import { standardSurveys, surveys } from '@casewell/surveys'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const shown = { confidence: 'validated', audience: 'public', governance: 'experience' } as const

/** An application on loopback that takes whatever it is sent. */
async function application(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => void request.resume().on('end', () => response.end()))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const close = (): Promise<void> => {
    server.closeAllConnections()
    return new Promise((closed) => void server.close(() => closed()))
  }
  return { url: `http://127.0.0.1:${port}/`, close }
}

/** Signs what the application says, as the far side of the channel does. */
function said(id: string, at: Date, event: object): Request {
  const body = JSON.stringify({ at: at.toISOString(), thread: 'bob', ...event })
  return new Request('https://desk.example/app', { method: 'POST', headers: signWebhook(secret, id, at, body), body })
}

/** Most of what one can do with a case. */
async function handle({ cases, effort, contacts }: Seat, id: string, now: Date): Promise<void> {
  await cases.setQueue(id, { queue: 'audio' })
  await cases.assign(id, { assignee: 'ada' })
  await cases.setPriority(id, { priority: 'high' })
  await cases.setType(id, { type: 'incident' })
  await cases.tag(id, { tag: 'sound' })
  await cases.untag(id, { tag: 'sound' })
  await cases.describe(id, { cause: 'A loose cable.' })
  await cases.wait(id, { until: new Date(now.getTime() + HOUR_MS) })
  await cases.resume(id)
  await cases.hold(id)
  await cases.resume(id)
  await cases.note(id, { text: 'Bob has called twice.' })
  await effort.record({ case: id, activity: 'answer', minutes: 10, source: 'declared' })
  await contacts.record({ case: id, channel: 'phone', direction: 'inbound', offeredAt: now, isAssisted: true })
}

/** Cases that meet: linked, unlinked, split and merged. */
async function entangle({ cases }: Seat, id: string): Promise<void> {
  const open = async (text: string) =>
    (await cases.open({ subject: 'Mute', from: { email: 'eve@example.org' }, text })).id
  const other = await open('Mute here, too.')
  await cases.link(id, { kind: 'related', to: other })
  await cases.unlink(id, { kind: 'related', to: other })
  const { message } = await cases.receive(other, { text: 'And the Wi-Fi drops.' })
  await cases.split(other, { messages: [message], subject: 'Wi-Fi' })
  await cases.merge(other, { into: id })
}

/** An article's life. */
async function shelve(lea: KnowledgeSeat, id: string): Promise<string> {
  const article = await lea.create({ language: 'en', title: 'No sound', resolution: 'Lower the limit.', state: shown })
  const twin = await lea.create({ language: 'en', title: 'Mute', resolution: 'Lower it.' })
  await lea.improve(article.id, { language: 'zh', title: '没有声音', resolution: '请调低上限。' })
  await lea.verify(article.id)
  await lea.merge(twin.id, article.id)
  await lea.link(id, article.id, { how: 'referenced' })
  await lea.unlink(id, article.id)
  await lea.closeFlag(await lea.flag(article.id, 'stale'))
  const search = (await lea.search('no sound')).search ?? ''
  await lea.read(article.id, { search })
  await lea.judge(article.id, { isHelpful: true, search })
  await lea.escalate(search, id)
  await lea.setProficiency('ada', 'publisher')
  return article.id
}

/** A desk with five plugins lives through two weeks. Resolves to every event that its bus has told. */
export async function busyDesk(): Promise<readonly Event[]> {
  const far = await application()
  const { desk, advance, now, errors } = await testDesk()
  const events: Event[] = []
  desk.bus.on('*', (event) => void events.push(event))
  const kb = desk.use(knowledge())
  const register = desk.use(assets())
  const asking = desk.use(
    surveys({ surveys: [standardSurveys.csat], policies: [], baseUrl: 'https://help.example/survey' }),
  )
  desk.use(scores({ rates: { default: 60 }, currency: 'EUR' }))
  const app = desk.use(webhook('app', { url: far.url, secret }))
  await desk.start()
  try {
    const [ada, root] = [desk.as({ id: 'ada', role: 'agent' }), desk.as({ id: 'root', role: 'admin' })]
    await root.agents.put('ada', { name: 'Ada' })
    await root.queues.put('audio', { name: 'Audio', members: ['ada'] })
    const at = () => new Date(now())
    const from = { id: '42', name: 'Bob' }
    await app.handle(said('evt-1', at(), { type: 'message', from, text: 'It is mute.', messageId: 'm1' }))
    await app.handle(said('evt-2', at(), { type: 'reaction', target: 'm1', from, reaction: '+1' }))
    await app.handle(said('evt-3', at(), { type: 'edited', target: 'm1', text: 'It is all mute.' }))
    await app.handle(said('evt-4', at(), { type: 'never-heard-of' }))
    await desk.settled()
    const [first] = (await ada.cases.list({ view: 'recent' })).items
    const id = first?.id ?? ''
    const bob = (await ada.cases.get(id)).customer
    await handle(ada, id, at())
    await entangle(ada, id)
    const lea = kb.as({ id: 'lea', role: 'lead' })
    const article = await shelve(lea, id)
    await kb.as(ada.actor).answer(id, article)
    const keeps = register.as({ id: 'lea', role: 'lead' })
    await keeps.putProduct('duo', { name: 'Duo', vendor: 'Aurora', scheme: 'semver' })
    const asset = await keeps.add({ customer: bob, product: 'duo', name: 'Kitchen', version: '4.1.0' })
    await keeps.change(asset, { purpose: 'morning news' })
    await keeps.name(id, [asset])
    await keeps.retire(asset)
    await ada.cases.resolve(id, { code: 'fixed', articles: [article] })
    for (const csat of [1, 5]) {
      const { invitation } = await asking.ask(id, { survey: 'csat' })
      await asking.answer(invitation, { csat }, { via: 'page' })
      await desk.settled()
    }
    await ada.cases.receive(id, { text: 'Mute again!' })
    await ada.cases.resolve(id, { code: 'fixed' })
    await ada.cases.close(id)
    await desk
      .as({ id: bob, role: 'customer' })
      .customers.update(bob, {})
      .catch(() => {}) // denied, and told
    await root.privacy.export({ customer: bob })
    await root.privacy.erase({ customer: bob })
    advance(14 * DAY_MS)
    await desk.settled()
  } finally {
    await desk.stop()
    await far.close()
  }
  if (errors.length > 0) throw new AggregateError(errors, 'the desk told of errors that nobody waited for')
  return events
}

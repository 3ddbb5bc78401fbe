import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto' // if slack whatsapp line
import { afterEach, beforeEach, test } from 'node:test'
import { signatureOf as signedByTwilio } from '@casewell/channel-twilio' // if twilio
import { signWebhook } from '@casewell/channel-webhook' // if webhook
import { seal, signatureOf as signedByWecom } from '@casewell/channel-wecom' // if wecom
import { memoryStore } from '@casewell/store'
import { type HelpDesk, openDesk } from '../src/desk.ts'
import { setting } from '../src/setting.ts' // if inbound scores
import { webOf } from '../src/web.ts'

let help: HelpDesk
beforeEach(async () => {
  help = await openDesk(memoryStore())
  await help.desk.start()
})
afterEach(() => help.desk.stop())

const ada = () => help.desk.as({ id: 'ada', role: 'agent' })
const openCase = (text: string) => ada().cases.open({ subject: 'No sound', from: { email: 'bob@example.org' }, text })
// if channel

/** What customers have written about, newest first. */
async function issues(): Promise<readonly string[]> {
  const { items } = await ada().cases.list({ view: 'recent' })
  return items.map(({ content }) => content.issue)
}
// end
// if inbound

/** What a vendor does when somebody has written. */
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  webOf(help).request(path, { method: 'POST', body, headers })
// end
// if slack whatsapp line

const hmac = (secret: string, text: string) => createHmac('sha256', setting(secret)).update(text)
// end

test('a case is opened, answered and resolved', async () => {
  const { id } = await openCase('It is mute.')
  await ada().cases.reply(id, { text: 'Hold the power key for ten seconds.' })
  await ada().cases.resolve(id, { code: 'fixed' })
  assert.equal((await ada().cases.get(id)).status, 'resolved')
})

test('the desk says that it is well', async () => {
  const response = await webOf(help).request('/health')
  assert.equal(response.status, 200)
})
// if email

test('a mail becomes a case', async () => {
  const mail = 'From: Bob <bob@example.org>\nSubject: No sound\nMessage-ID: <1@example.org>\n\nIt is mute.\n'
  await help.email.deliver(Buffer.from(mail))
  assert.deepEqual(await issues(), ['It is mute.'])
})
// end
// if webhook

test('a message of the application becomes a case', async () => {
  const at = new Date()
  const body = JSON.stringify({ type: 'message', at, thread: 'bob', from: { id: '42' }, text: 'It is mute.' })
  await post('/webhook', body, signWebhook(setting('WEBHOOK_SECRET'), 'evt_1', at, body))
  assert.deepEqual(await issues(), ['It is mute.'])
})
// end
// if telegram

test('a message in Telegram becomes a case', async () => {
  const [chat, from] = [
    { id: 42, type: 'private' },
    { id: 42, is_bot: false, first_name: 'Bob' },
  ]
  const message = { message_id: 7, date: 1767224888, text: 'It is mute.', chat, from }
  const headers = { 'x-telegram-bot-api-secret-token': setting('TELEGRAM_SECRET') }
  await post('/telegram', JSON.stringify({ update_id: 1, message }), headers)
  assert.deepEqual(await issues(), ['It is mute.'])
})
// end
// if slack

test('a message in Slack becomes a case', async () => {
  const event = { type: 'message', channel: 'C1', user: 'U1', ts: '1767224888.280449', text: 'It is mute.' }
  const body = JSON.stringify({ type: 'event_callback', team_id: setting('SLACK_TEAM_ID'), event_id: 'Ev1', event })
  const time = String(Math.floor(Date.now() / 1000))
  const signature = `v0=${hmac('SLACK_SIGNING_SECRET', `v0:${time}:${body}`).digest('hex')}`
  await post('/slack', body, { 'x-slack-request-timestamp': time, 'x-slack-signature': signature })
  assert.deepEqual(await issues(), ['It is mute.'])
})
// end
// if whatsapp

test('a message in WhatsApp becomes a case', async () => {
  const message = {
    from: '15550002222',
    id: 'wamid.1',
    timestamp: '1767224888',
    type: 'text',
    text: { body: 'It is mute.' },
  }
  const metadata = { phone_number_id: setting('WHATSAPP_PHONE_NUMBER_ID') }
  const value = { messaging_product: 'whatsapp', metadata, messages: [message] }
  const body = JSON.stringify({ entry: [{ id: '200', changes: [{ field: 'messages', value }] }] })
  await post('/whatsapp', body, { 'x-hub-signature-256': `sha256=${hmac('WHATSAPP_APP_SECRET', body).digest('hex')}` })
  assert.deepEqual(await issues(), ['It is mute.'])
})
// end
// if line

test('a message in LINE becomes a case', async () => {
  const [message, source] = [
    { id: '7', type: 'text', text: 'It is mute.' },
    { type: 'user', userId: 'U42' },
  ]
  const event = { type: 'message', webhookEventId: '01H', timestamp: 1767224888000, source, message }
  const body = JSON.stringify({ destination: 'U0', events: [event] })
  await post('/line', body, { 'x-line-signature': hmac('LINE_CHANNEL_SECRET', body).digest('base64') })
  assert.deepEqual(await issues(), ['It is mute.'])
})
// end
// if wecom

test('a message in WeCom becomes a case', async () => {
  const said = `<xml><FromUserName>bob</FromUserName><CreateTime>1767224888</CreateTime><MsgType>text</MsgType>
    <Content>It is mute.</Content><MsgId>7</MsgId></xml>`
  const sealed = seal(said, setting('WECOM_ENCODING_AES_KEY'), setting('WECOM_CORP_ID'))
  const time = String(Math.floor(Date.now() / 1000))
  const signature = signedByWecom(setting('WECOM_TOKEN'), time, '7', sealed)
  const query = new URLSearchParams({ msg_signature: signature, timestamp: time, nonce: '7' })
  await post(`/wecom?${query.toString()}`, `<xml><Encrypt>${sealed}</Encrypt></xml>`)
  assert.deepEqual(await issues(), ['It is mute.'])
})
// end
// if twilio

test('a text message becomes a case', async () => {
  const message = { MessageSid: 'SM1234567890', From: '+14158675309', To: setting('TWILIO_FROM'), Body: 'It is mute.' }
  const form = new URLSearchParams(message)
  const signature = signedByTwilio(setting('TWILIO_AUTH_TOKEN'), `${setting('PUBLIC_URL')}/twilio`, form)
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature }
  await post('/twilio', form.toString(), headers)
  assert.deepEqual(await issues(), ['It is mute.'])
})
// end
// if assets

test('what a customer says of a product is proposed as a fact', async () => {
  const lea = help.assets.as({ id: 'lea', role: 'lead' })
  await lea.putProduct('duo', { name: 'Aurora Duo', vendor: 'Aurora', scheme: 'semver' })
  const { customer } = await ada().cases.get((await openCase('Hello')).id)
  await lea.add({ customer, product: 'duo', version: '4.1.0' })
  await ada().cases.open({ subject: 'Mute', customer, text: 'My Aurora Duo is mute in version 4.2.0.' })
  await help.desk.settled()
  assert.deepEqual(
    (await lea.proposals()).map(({ value }) => value),
    ['4.2.0'],
  )
})
// end
// if knowledge

test('an article is suggested where it answers', async () => {
  const article = await help.knowledge.as({ id: 'lea', role: 'lead' }).create({
    language: 'en',
    title: 'No sound after the update',
    resolution: 'Lower the output limit.',
    state: { confidence: 'validated', audience: 'public', governance: 'experience' },
  })
  const { id } = await openCase('No sound after the update')
  await help.desk.settled()
  const suggested = await help.knowledge.as({ id: 'ada', role: 'agent' }).suggestions(id)
  assert.equal(suggested?.doc.hits[0]?.article, article.id)
})
// end
// if surveys

test('a customer answers a survey behind its link', async () => {
  const { id } = await openCase('It is mute.')
  const { invitation, link } = await help.surveys.ask(id, { survey: 'csat' })
  const body = new URLSearchParams({ csat: '5' })
  const response = await webOf(help).request(link, { method: 'POST', body })
  assert.equal(response.status, 200)
  assert.deepEqual((await help.surveys.invitation(invitation)).answers, { csat: 5 })
})
// end
// if scores

test('the report is for those who know the password', async () => {
  const wanted = { headers: { authorization: `Basic ${btoa(`lead:${setting('REPORT_PASSWORD')}`)}` } }
  assert.equal((await webOf(help).request('/report')).status, 401)
  assert.equal((await webOf(help).request('/report', wanted)).status, 200)
})
// end

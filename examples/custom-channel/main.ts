import { webhooks } from '@casewell/channel'
import { createDesk } from '@casewell/core'
import { memoryStore } from '@casewell/store'
import { walkie } from './channel.ts'
import { walkieHarness } from './vendor.ts'

// A real desk would listen on a port and speak to Walkie's servers; here the vendor's test double stands on both ends.
const vendor = walkieHarness()
const fetch: typeof globalThis.fetch = async (...given) => vendor.vendor?.(new Request(...given)) ?? Response.error()

await using desk = await createDesk({ store: memoryStore() })
const settings = { url: 'https://walkie.example', token: 'over-and-out', secrets: ['over-and-out'] }
const channel = desk.use(walkie('home', settings, { fetch }))
await desk.start()
const hooks = webhooks(desk)

const [question] = vendor.samples
if (!question) throw new Error('the vendor has a question')
const sign = async () => vendor.sign?.(question, { secret: 'over-and-out', at: new Date() }) ?? new Request('')
console.log('webhook', (await hooks(await sign())).status, 'again', (await hooks(await sign())).status)

const ada = desk.as({ id: 'ada', role: 'agent' })
const { items } = await ada.cases.list({ view: 'recent' })
for (const { id, content, messageCount } of items) {
  console.log(`${content.subject} (${messageCount} message)`)
  await ada.cases.reply(id, { text: 'Hold the power key for ten seconds.' })
}
await desk.settled()
await channel.flushed()
for (const { thread, text } of vendor.arrived?.() ?? []) console.log(`to ${thread}: ${text}`)

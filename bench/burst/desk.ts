// A desk on SQLite behind a port: `node desk.ts <file>`. Every message is handled for 20 ms, and that is counted.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { nodeListener, webhooks } from '@casewell/channel'
import { createDesk, Messages } from '@casewell/core'
import { MessageReceived } from '@casewell/core/events'
import { collection } from '@casewell/store'
import { sqliteStore } from '@casewell/store-sqlite'
import * as z from 'zod'
import { secret, walkie } from './walkie.ts'

const Handled = collection('bench.handled', z.object({ text: z.string(), times: z.number() }), {
  version: 1,
  indexes: { text: (h) => [h.text] },
})

const desk = await createDesk({ store: sqliteStore({ file: process.argv[2] ?? ':memory:' }) })
desk.use({ name: 'handled', collections: [Handled], setup() {} })
desk.use(walkie('home', { secret }))
desk.subscribe({
  name: 'bench.handle',
  events: [MessageReceived],
  batch: 10,
  leaseMs: 1_000,
  async handle({ data: { message } }, work) {
    await sleep(20)
    const text = (await work.get(Messages, message))?.doc.text ?? ''
    const times = (await work.get(Handled, text))?.doc.times ?? 0
    work.put(Handled, text, { text, times: times + 1 })
  },
})
await desk.start()
const hooks = nodeListener(webhooks(desk))
const server = createServer((incoming, outgoing) => {
  if (incoming.url === '/handled') void tell(outgoing)
  else hooks(incoming, outgoing)
})

/** What has been handled so far. */
async function tell(outgoing: ServerResponse): Promise<void> {
  await desk.settled()
  const { items } = await desk.read.find(Handled, { index: 'text', limit: 1000 })
  const { items: cases } = await desk.as({ id: 'a', role: 'admin' }).cases.list({ view: 'recent' }, { limit: 100 })
  const messages = cases.reduce((sum, { messageCount }) => sum + messageCount, 0)
  outgoing.end(JSON.stringify({ handled: items.map(({ doc }) => [doc.text, doc.times]), messages }))
}
server.listen(0, '127.0.0.1', () => console.log(`port ${(server.address() as AddressInfo).port}`))

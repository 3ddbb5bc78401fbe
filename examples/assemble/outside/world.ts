import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

/** LINE's servers, on loopback: whatever an account pushes is shown to its reader. */
async function push(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { to, messages } = (await json(request)) as { to: string; messages: { text: string }[] } // LINE's documented shape
  for (const { text } of messages) console.log(`LINE shows ${to}: ${text}`)
  response.writeHead(200, { 'content-type': 'application/json', connection: 'close' })
  response.end(JSON.stringify({ sentMessages: messages.map((_, i) => ({ id: `${i}` })) }))
}
const servers = createServer((request, response) => void push(request, response))
servers.listen(0, '127.0.0.1').unref()
await once(servers, 'listening')
const { port } = servers.address() as AddressInfo // it listens on a port, not on a pipe

/** An account at LINE; without `baseUrl`, the real servers. */
export const account = { secret: 'channel-secret', token: 'channel-token', baseUrl: `http://127.0.0.1:${port}` }

let count = 0

/** The webhook that LINE sends when U42 has written something. */
export function written(text: string): Request {
  const event = {
    ...{ type: 'message', webhookEventId: `01K${++count}`, timestamp: Date.now() },
    source: { type: 'user', userId: 'U42' },
    message: { id: `${count}`, type: 'text', text },
  }
  const body = JSON.stringify({ destination: 'U0', events: [event] })
  const headers = { 'x-line-signature': createHmac('sha256', account.secret).update(body).digest('base64') }
  return new Request('https://shop.example/line', { method: 'POST', headers, body })
}

/** What a helpdesk that knows nothing of us posts when somebody has rated a ticket: a CloudEvent, as text. */
export const rated = (stars: number): string =>
  JSON.stringify({
    specversion: '1.0',
    id: `rating-${++count}`,
    source: 'https://helpdesk.example.com/eu',
    type: 'com.example.ticket_rated',
    datacontenttype: 'application/json',
    data: { stars },
  })

/** What it has posted since yesterday. */
export const posted: readonly string[] = [5, 5, 4, 1].map(rated)

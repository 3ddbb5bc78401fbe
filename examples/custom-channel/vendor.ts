import { createHmac } from 'node:crypto'
import type { ChannelHarness, Sample } from '@casewell/channel/conformance'
import { walkie } from './channel.ts'

const sample = (name: string, text: string): Sample => ({
  name,
  gives: ['message'],
  body: JSON.stringify({
    id: name,
    sentAt: '2026-01-05T08:59:00Z',
    room: 'r1',
    user: { id: 'bob', name: 'Bob' },
    text,
  }),
})

/** Walkie's far side, on loopback: it signs what it sends, and knows a repetition by its key. */
export function walkieHarness(): ChannelHarness {
  const messages = new Map<string, { thread: string; text: string }>()
  return {
    channel: walkie,
    secrets: ['over-and-out', 'roger-wilco'],
    config: ({ url, secrets }) => ({ url, token: secrets[0], secrets }),
    samples: [sample('a question', 'No sound.'), sample('another one', 'Still no sound. 声音呢？')],
    sign({ body }, { secret, at }) {
      const signature = createHmac('sha256', secret).update(`${at.toISOString()}.${body}`).digest('hex')
      const headers = { 'walkie-time': at.toISOString(), 'walkie-signature': signature }
      return new Request('https://desk.example/hooks/walkie/home', { method: 'POST', headers, body })
    },
    async vendor(request) {
      const key = request.headers.get('idempotency-key') ?? ''
      const thread = new URL(request.url).pathname.split('/').at(-1) ?? ''
      if (!messages.has(key)) messages.set(key, { thread, text: await request.text() })
      return Response.json(`walkie-${key}`)
    },
    arrived: () => [...messages.values()],
  }
}

// A bot on `chat` with its memory state behind a port: `node chat.ts <file>`. Every message is handled for 20 ms, and that is counted in the file.
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { nodeListener } from '@casewell/channel'
import { createMemoryState } from '@chat-adapter/state-memory'
import { type Adapter, Chat, type ChatInstance, Message, type StateAdapter } from 'chat'

const file = process.argv[2] ?? '/dev/null'
const never = () => Promise.reject(new Error('not in this measurement'))
let chat: ChatInstance | undefined

/** What `chat` asks of an adapter, as its documentation says, and nothing that is not needed here. */
const walkie = {
  name: 'walkie',
  userName: 'desk',
  persistMessageHistory: false,
  initialize: async (instance: ChatInstance) => {
    chat = instance
  },
  async handleWebhook(request: Request, options: object) {
    const { id, room, text } = (await request.json()) as { id: string; room: string; text: string }
    const author = { userId: room, userName: room, fullName: room, isBot: false, isMe: false }
    const threadId = `walkie:${room}`
    const metadata = { dateSent: new Date(0), edited: false }
    const formatted = { type: 'root', children: [] } as const
    const message = new Message({ id, threadId, text, formatted, raw: {}, author, metadata, attachments: [] } as never)
    void chat?.processMessage(adapter, threadId, message, options)
    return new Response('ok')
  },
  encodeThreadId: ({ room }: { room: string }) => `walkie:${room}`,
  decodeThreadId: (id: string) => ({ room: id.slice(7) }),
  channelIdFromThreadId: (id: string) => id,
  isDM: () => false,
  fetchThread: async (id: string) => ({ id, channelId: id, metadata: {} }),
  fetchMessages: async () => ({ messages: [] }),
  parseMessage: never,
  postMessage: never,
  editMessage: never,
  deleteMessage: never,
  addReaction: never,
  removeReaction: never,
  startTyping: async () => {},
  renderFormatted: () => '',
}
const adapter = walkie as unknown as Adapter // what is left out is not called for a message that comes in

const state = createMemoryState() as unknown as StateAdapter // its optional fields may be undefined, ours are absent
const bot = new Chat({ userName: 'desk', adapters: { walkie: adapter }, state, logger: 'silent' })
bot.onNewMessage(/.*/, async (_, message) => {
  await sleep(20)
  appendFileSync(file, `${message.text}\n`)
})
await bot.initialize()
const hooks = nodeListener((request) => bot.webhooks.walkie(request))
const server = createServer((incoming, outgoing) => {
  if (incoming.url === '/handled') void tell(outgoing)
  else hooks(incoming, outgoing)
})

/** What has been handled so far. */
async function tell(outgoing: ServerResponse): Promise<void> {
  await sleep(1_000) // whatever is still to be handled has time to be
  const texts = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
  const counted = new Map<string, number>()
  for (const text of texts) counted.set(text, (counted.get(text) ?? 0) + 1)
  outgoing.end(JSON.stringify({ handled: [...counted], messages: texts.length }))
}
server.listen(0, '127.0.0.1', () => console.log(`port ${(server.address() as AddressInfo).port}`))

// Whether the outbox keeps its word: 10,000 messages to a loopback vendor that answers 5 % with 429, 5 % with 500 and 1 % never; each must be accepted there exactly once, in order in its thread.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineChannel } from '@casewell/channel'
import { callVendor } from '@casewell/channel/contract'
import { createDesk } from '@casewell/core'
import { sqliteStore } from '@casewell/store-sqlite'
import * as z from 'zod'
import { bench } from './harness.ts'

const count = 10_000
const threads = 500
const timeoutMs = 500

const walkie = defineChannel({
  id: 'walkie',
  config: z.object({ url: z.url() }),
  can: {},
  rate: { inFlight: 64 },
  async send({ id, thread, text }, context) {
    const headers = { 'idempotency-key': id }
    const init = { method: 'POST', headers, body: text, isIdempotent: true, timeoutMs }
    const answer = await callVendor(`${context.config.url}/${thread}`, init, context)
    return answer.ok ? { sent: [z.string().parse(answer.body)] } : answer.failed
  },
})

/** A vendor in a bad mood. What it never answers, it has accepted every other time; it knows a repetition by its key. */
class MoodyVendor {
  readonly accepted = new Map<string, { readonly thread: string; readonly text: string }>()
  readonly moods = { busy: 0, broken: 0, silent: 0 }
  #count = 0

  answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    let text = ''
    for await (const part of incoming) text += String(part)
    const mood = ((this.#count++ * 7919) % 1_000) / 10 // the same shares in every run, well mixed
    const key = String(incoming.headers['idempotency-key'])
    if (mood < 5) return this.#refuse(outgoing, 'busy', 429)
    if (mood < 10) return this.#refuse(outgoing, 'broken', 500)
    const isSilent = mood < 11
    if (isSilent) this.moods.silent++
    if (!isSilent || this.moods.silent % 2 === 0) this.#accept(key, incoming.url?.slice(1) ?? '', text)
    if (!isSilent) outgoing.end(JSON.stringify(`v-${key}`))
  }

  #refuse(outgoing: ServerResponse, mood: 'busy' | 'broken', status: number): void {
    this.moods[mood]++
    outgoing.writeHead(status, { 'retry-after': '0' }).end()
  }

  #accept(key: string, thread: string, text: string): void {
    if (!this.accepted.has(key)) this.accepted.set(key, { thread, text })
  }
}

async function listening(vendor: MoodyVendor) {
  const server = createServer((incoming, outgoing) => void vendor.answer(incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}

/** In how many threads something came before what was written before it. */
function disordered(vendor: MoodyVendor): number {
  const last = new Map<string, number>()
  const wrong = new Set<string>()
  for (const { thread, text } of vendor.accepted.values()) {
    const n = Number(text)
    if (n < (last.get(thread) ?? -1)) wrong.add(thread)
    last.set(thread, n)
  }
  return wrong.size
}

export default bench('outbox', async (report) => {
  const vendor = new MoodyVendor()
  const { url, server } = await listening(vendor)
  const folder = mkdtempSync(join(tmpdir(), 'casewell-bench-'))
  const desk = await createDesk({ store: sqliteStore({ file: join(folder, 'outbox.db') }) })
  const channel = desk.use(walkie('home', { url }))
  await desk.start()
  const cases: string[] = []
  const messages = Array.from({ length: threads }, (_, i) => {
    const from = { handle: { kind: 'user', value: `walkie:${i}`, assurance: 'verified' } } as const
    return {
      type: 'message',
      id: `u${i}`,
      at: new Date(0),
      thread: `t${i}`,
      from,
      blocks: [{ t: 'text', text: 'hi' }],
    } as const
  })
  for (const accepted of await channel.accept(messages)) if (accepted.as === 'message') cases.push(accepted.case)
  const ada = desk.as({ id: 'ada', role: 'agent' })
  const started = performance.now()
  for (let n = 0; n < count / threads; n++)
    await Promise.all(cases.map((id) => ada.cases.reply(id, { text: String(n) })))
  await desk.settled()
  while (vendor.accepted.size < count && performance.now() - started < 1_500_000) {
    await channel.flushed()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const seconds = (performance.now() - started) / 1_000
  const stuck = (await channel.stuck({ limit: 1000 })).items.length
  await desk.stop()
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true, force: true })
  const exactly = { bar: 0, better: 'lower' } as const
  report.row({ what: 'accepted by the vendor', unit: `of ${count}`, bar: count }, vendor.accepted.size)
  report.row({ what: 'not accepted', unit: 'messages', ...exactly }, count - vendor.accepted.size)
  const distinct = new Set([...vendor.accepted.values()].map(({ thread, text }) => `${thread}/${text}`)).size
  report.row({ what: 'accepted twice', unit: 'messages', ...exactly }, vendor.accepted.size - distinct)
  report.row({ what: 'left to a person', unit: 'messages', ...exactly }, stuck)
  report.row({ what: 'threads out of order', unit: `of ${threads}`, ...exactly }, disordered(vendor))
  report.row({ what: 'sent, everything included', unit: 'messages/s' }, count / seconds)
  const { busy, broken, silent } = vendor.moods
  report.note(
    `The vendor answered 429 ${busy} times, 500 ${broken} times and never ${silent} times, having accepted every other one of these. Writing the answers is included.`,
  )
})

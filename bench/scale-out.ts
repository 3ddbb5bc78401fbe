// What a second process is worth: the shared mail corpus imported into one desk on Postgres by two processes, against one.
import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { EmailConfig, email, openMailbox, readInbound } from '@casewell/channel-email'
import { Cases, createDesk, Messages } from '@casewell/core'
import { postgresStore } from '@casewell/store-postgres'
import pg from 'pg'
import { bench } from './harness.ts'

const corpus = resolve(import.meta.dirname, '../../shared/data/email')
const address = 'support@aurora-audio.example'
const url = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test'

/** Mails that share one commit, and groups under way at a time: as in an import. */
const groupSize = 64
const groupsAhead = 2
/** The corpus is imported so often in one run, each time with other message ids: a longer run is a truer one. */
const rounds = 1

/** The share of one of several processes: a stretch of the corpus, as if each had a mailbox of its own. */
async function share(me: number, of: number): Promise<readonly Uint8Array[]> {
  const found: Uint8Array[] = []
  for (let round = 0; round < rounds; round++)
    for await (const entry of openMailbox(corpus))
      if (entry.kind === 'mail') found.push(renamed(await entry.bytes(), round))
  return found.slice((found.length * me) / of, (found.length * (me + 1)) / of)
}

/** The same mail under another id, so that it is another message; those it answers are others too. */
function renamed(raw: Uint8Array, round: number): Uint8Array {
  if (round === 0) return raw
  const text = Buffer.from(raw).toString('latin1')
  const head = /^(Message-ID|In-Reply-To|References):[^\n]*(\n[ \t][^\n]*)*/gim
  return Buffer.from(
    text.replace(head, (line) => line.replaceAll('<', `<round${round}.`)),
    'latin1',
  )
}

/** In a process of its own: imports its share when it is told to. */
async function importer(schema: string, me: number, of: number): Promise<void> {
  const mails = await share(me, of)
  const desk = await createDesk({ store: postgresStore({ url, schema }) })
  const mail = desk.use(email('support', { address }))
  await desk.start()
  process.send?.('ready')
  await once(process, 'message')
  const config = EmailConfig.parse({ address })
  const pending: Promise<unknown>[] = []
  for (let i = 0; i < mails.length; i += groupSize) {
    const events = []
    for (const raw of mails.slice(i, i + groupSize)) events.push(await readInbound(raw, config, new Date()))
    if (pending.length >= groupsAhead) await pending.shift()
    pending.push(mail.accept(events))
  }
  await Promise.all(pending)
  process.send?.(mails.length)
  await once(process, 'message')
  await desk.stop()
  process.disconnect()
}

interface Outcome {
  /** Mails a second, of all processes together. */
  readonly rate: number
  readonly messages: number
  readonly cases: number
}

async function imported(processes: number): Promise<Outcome> {
  const schema = `bench_${randomBytes(5).toString('hex')}`
  const execArgv = ['--import', 'tsx', '--conditions=@casewell/source']
  const host = postgresStore({ url, schema })
  try {
    await host.tenant('default').head() // makes the schema
    const children = Array.from({ length: processes }, (_, me) =>
      fork(import.meta.filename, ['importer', schema, String(me), String(processes)], { execArgv }),
    )
    await Promise.all(children.map((child) => once(child, 'message')))
    const begun = performance.now()
    const mails = await Promise.all(children.map(answer))
    const seconds = (performance.now() - begun) / 1000
    const store = host.tenant('default')
    const messages = await store.count(Messages, { index: 'timeline' }, 1_000_000)
    const cases = await store.count(Cases, { index: 'reference' }, 1_000_000)
    await Promise.all(children.map(ended))
    return { rate: mails.reduce((sum, n) => sum + n, 0) / seconds, messages, cases }
  } finally {
    await host.close()
    const owner = new pg.Client({ connectionString: url })
    await owner.connect()
    await owner.query(`drop schema if exists ${schema} cascade`)
    await owner.end()
  }
}

async function answer(child: ChildProcess): Promise<number> {
  const done = once(child, 'message') as Promise<[number]>
  child.send('go')
  return (await done)[0]
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  child.send('end')
  await exit
}

export default bench('scale-out', async (report) => {
  if (!existsSync(corpus)) return report.note('Nothing was measured: the corpus, ../shared/data/email, is not here.')
  const counts = new Map<number, Set<number>>([1, 2].map((processes) => [processes, new Set<number>()]))
  const cases = new Map<number, Set<number>>([1, 2].map((processes) => [processes, new Set<number>()]))
  const measure = (processes: number) => async (): Promise<number> => {
    const outcome = await imported(processes)
    counts.get(processes)?.add(outcome.messages)
    cases.get(processes)?.add(outcome.cases)
    return outcome.rate
  }
  await report.ratio(
    { what: 'import by two processes', unit: 'mails/s', reference: 'by one process', bar: 1.1, hope: 1.4 },
    measure(2),
    measure(1),
  )
  const all = new Set([...counts.values()].flatMap((found) => [...found]))
  if (all.size !== 1)
    throw new Error(`runs of one corpus held ${[...all].join(', ')} messages: some are lost or doubled`)
  const told = (found: Set<number> | undefined): string => [...(found ?? [])].join(' or ')
  report.note(`${[...all][0]} messages in every run: 0 doubled, 0 lost.`)
  report.note(`Cases: ${told(cases.get(1))} by one process, ${told(cases.get(2))} by two. Postgres on the same cores.`)
})

const [, , role, schema = '', me = '0', of = '1'] = process.argv
if (role === 'importer') await importer(schema, Number(me), Number(of))

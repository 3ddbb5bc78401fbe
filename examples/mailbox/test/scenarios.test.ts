// What went wrong with mail at other desks, as tests. The numbers are those of docs/reliability.md.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { type EmailApi, email } from '@casewell/channel-email'
import { createDesk, type Desk } from '@casewell/core'
import { memoryStore } from '@casewell/store'
import { sqliteStore } from '@casewell/store-sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { bundledAll } from '../../../tooling/bundled.ts'
import { politeDesk } from './polite-desk.ts'

const sample = resolve(import.meta.dirname, '../sample')
const address = 'support@aurora-audio.example'
const programs = await bundledAll(
  ['deliver-child', 'import-child'].map((name) => join(import.meta.dirname, `${name}.ts`)),
)

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-scenario-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

/** A process that has loaded everything and waits for the word. */
async function child(program: string, ...args: readonly string[]): Promise<ChildProcess> {
  const made = fork(programs.get(program) ?? '', args)
  onTestFinished(() => void made.kill('SIGKILL'))
  await once(made, 'message')
  return made
}

/** A mail as bytes. */
function letter(fields: Readonly<Record<string, string>>, body: string): Uint8Array {
  const head = { From: 'Bob <bob@example.org>', To: address, Subject: 'No sound', ...fields }
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`)
  return new TextEncoder().encode([...lines, '', body, ''].join('\r\n'))
}

/** A desk on memory, stopped when the test is over. */
async function calmDesk(...accounts: readonly string[]): Promise<{ desk: Desk; mails: readonly EmailApi[] }> {
  const desk = await createDesk({ store: memoryStore() })
  const mails = accounts.map((account) => desk.use(email(account, { address: `${account}@aurora-audio.example` })))
  await desk.start()
  onTestFinished(() => desk.stop())
  return { desk, mails }
}

/** Every case with all that was said in it; ids, references and instants of our own left out. */
async function casesOf(desk: Desk): Promise<readonly string[]> {
  const ada = desk.as({ id: 'ada', role: 'agent' })
  const { items } = await ada.cases.list({ view: 'recent' }, { limit: 200 })
  const told = items.map(async ({ id, status }) => {
    const { items: said } = await ada.cases.timeline(id, { limit: 200 })
    const messages = said.map(({ author, text, files }) => [author.name, text, files.map(({ blob }) => blob)])
    return JSON.stringify([(await ada.cases.get(id)).content.subject, status, messages])
  })
  return (await Promise.all(told)).sort()
}

test('2: a crash between the commit and the mark in the mailbox makes neither a second case nor a second auto-reply', async () => {
  const folder = scratch()
  const [file, outbox] = [join(folder, 'desk.db'), join(folder, 'outbox')]
  const mail = join(sample, '01-no-sound-after-update.eml')
  const rounds = 4
  let next = child('deliver-child', file, outbox, mail)
  for (let round = 0; round < rounds; round++) {
    const process = await next
    if (round + 1 < rounds) next = child('deliver-child', file, outbox, mail)
    process.send('go')
    await once(process, 'message')
    await rest(Math.random() * 5) // about when the auto-reply is decided
    process.kill('SIGKILL')
    await once(process, 'exit')
  }
  const { desk, mail: again } = await politeDesk(file, outbox)
  onTestFinished(() => desk.stop())
  await again.importMailbox(mail)
  await desk.settled()
  // An answer that was on its way when its process died is looked up after a minute.
  const sent = (): number => readdirSync(outbox).filter((name) => name.endsWith('.eml')).length
  await expect.poll(() => existsSync(outbox) && sent(), { timeout: 90_000 }).toBe(1)
  const { items } = await desk.as({ id: 'ada', role: 'agent' }).cases.list({ view: 'recent' })
  expect(items.map(({ messageCount }) => messageCount)).toEqual([2])
}, 180_000)

test('1, 3: two fetches of one mailbox at once leave what one leaves, every message with its body', async () => {
  const { desk: calm, mails } = await calmDesk('support')
  await mails[0]?.importMailbox(sample)
  const file = join(scratch(), 'desk.db')
  const fetches = await Promise.all([child('import-child', file, sample), child('import-child', file, sample)])
  const ends = fetches.map((fetch) => once(fetch, 'exit'))
  for (const fetch of fetches) fetch.send('go')
  expect(await Promise.all(ends)).toEqual([
    [0, null],
    [0, null],
  ])
  const desk = await createDesk({ store: sqliteStore({ file }) })
  onTestFinished(() => desk.stop())
  const [wanted, got] = [await casesOf(calm), await casesOf(desk)]
  expect(wanted.length).toBeGreaterThan(10)
  expect(got).toEqual(wanted)
  const said = got.flatMap((one) => (JSON.parse(one) as [string, string, [string, string, string[]][]])[2]) // as written above
  expect(said.filter(([, text, files]) => text === '' && files.length === 0)).toEqual([])
}, 120_000)

test('4: one Message-ID on two contents is two messages, and no Message-ID at all is still one, however often it comes', async () => {
  const { desk, mails } = await calmDesk('support')
  const [mail] = mails
  const twins = ['The radio is mute.', 'An invoice, please.'].map((body, i) =>
    letter({ 'Message-ID': '<form@example.org>', From: `p${i}@example.org`, Subject: `s${i}` }, body),
  )
  const nameless = letter({ Subject: 'The app', Date: 'Tue, 17 Nov 2026 10:05:29 +0000' }, 'It asks to log in.')
  for (let i = 0; i < 3; i++) for (const raw of [...twins, nameless]) await mail?.deliver(raw)
  const cases = await casesOf(desk)
  expect(cases).toHaveLength(3)
  for (const body of ['The radio is mute.', 'An invoice, please.', 'It asks to log in.'])
    expect(cases.filter((one) => one.includes(body))).toHaveLength(1)
})

test('5: one mail to two watched mailboxes is one case in each, however often each one has it', async () => {
  const { desk, mails } = await calmDesk('support', 'sales')
  const raw = letter(
    { To: `${address}, sales@aurora-audio.example`, 'Message-ID': '<both@example.org>' },
    'To you both.',
  )
  const accepted = []
  for (let i = 0; i < 3; i++) for (const mail of mails) accepted.push((await mail.deliver(raw)).as)
  expect(accepted).toEqual(['message', 'message', 'duplicate', 'duplicate', 'duplicate', 'duplicate'])
  expect(await casesOf(desk)).toHaveLength(2)
})

test('5: a mail that the desk wrote to itself is put aside as a loop, and makes no case', async () => {
  const { desk, mails } = await calmDesk('support')
  const raw = letter({ From: address, 'Message-ID': '<self@aurora-audio.example>' }, 'Note to self.')
  expect(await mails[0]?.deliver(raw)).toMatchObject({ as: 'quarantined', reason: 'loop' })
  expect(await casesOf(desk)).toEqual([])
})

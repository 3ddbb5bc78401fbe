import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDesk } from '@casewell/core'
import { sqliteStore } from '@casewell/store-sqlite'
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { programsIn } from '../../../tooling/programs.ts'
import { parseMail } from '../src/index.ts'
import { dovecot, needs, stopDovecot, there } from './dovecot.ts'
import { type EmailScene, emailScene } from './email-scene.ts'
import { letter } from './letter.ts'

const start = await programsIn(join(import.meta.dirname, 'programs'))
afterAll(stopDovecot)

const mailFrom = (name: string, fields: Record<string, string> = {}, body?: string): Buffer =>
  Buffer.from(letter({ 'Message-ID': `<${name}@example.org>`, From: `${name}@example.org`, ...fields }, body))

/** Waits for something that a server of its own does in its own time. */
const soon = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 20_000, interval: 20 })

const casesOf = async ({ ada }: EmailScene) => (await ada.cases.list({ view: 'recent' })).items

describe.skipIf(!there)('a desk with a mailbox', () => {
  test(`[IMP8] opens it again when the line is cut, and loses and doubles nothing${needs}`, async () => {
    const server = await dovecot()
    const outside = await dovecotClientOf(server)
    const scene = await emailScene({ imap: { url: server.url } })
    for (let round = 1; round <= 4; round++) {
      await outside.append(mailFrom(`b${round}a`, { Subject: `Question ${round}a` }))
      await soon(async () => expect(await casesOf(scene)).toHaveLength(2 * round - 1))
      server.refuse(true)
      server.cut()
      await soon(() => expect(scene.errors.length).toBeGreaterThanOrEqual(round))
      server.refuse(false)
      await outside.append(mailFrom(`b${round}b`, { Subject: `Question ${round}b` }))
      await soon(async () => expect(await casesOf(scene)).toHaveLength(2 * round))
    }
    expect(scene.errors[0]).toMatchObject({ code: 'channel-email/imap-lost' })
    expect((await scene.mail.quarantine()).items).toEqual([])
  }, 60_000)

  test(`[IMP8] takes every mail in once, however often it is killed on the way${needs}`, async () => {
    const count = 120
    const server = await dovecot()
    const client = await server.client()
    for (let i = 0; i < count; i++) await client.append('INBOX', mailFrom(`c${i}`, { Subject: `Question ${i}` }))
    const folder = mkdtempSync(join(tmpdir(), 'casewell-imap-kill-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const file = join(folder, 'desk.db')
    const inInbox = async (): Promise<number> => {
      const status = await client.status('INBOX', { messages: true })
      return status ? (status.messages ?? -1) : -1
    }
    for (let kills = 0; kills < 3; kills++) {
      const program = start('inbox', server.url, file, 'Done')
      await program.line(kills === 2 ? 'ready' : 'committed')
      program.process.kill('SIGKILL')
      await program.ended()
    }
    const last = start('inbox', server.url, file, 'Done')
    await soon(async () => expect(await inInbox()).toBe(0))
    last.process.kill('SIGKILL')
    await last.ended()
    const desk = await createDesk({ store: sqliteStore({ file }) })
    onTestFinished(() => desk.stop())
    const { items } = await desk.as({ id: 'ada', role: 'agent' }).cases.list({ view: 'recent' }, { limit: 1000 })
    expect(items.map((item) => item.content.subject).sort()).toEqual(
      Array.from({ length: count }, (_, i) => `Question ${i}`).sort(),
    )
    expect(items.every(({ messageCount }) => messageCount === 1)).toBe(true)
  }, 90_000)
})

async function dovecotClientOf(server: Awaited<ReturnType<typeof dovecot>>) {
  return {
    append: async (raw: Buffer): Promise<void> => {
      const client = await server.client()
      await client.append('INBOX', raw)
      await client.logout()
    },
  }
}

/** A desk, a case of Bob's in it, and the folder of sent mail that some mail program writes to. */
async function sentScene() {
  const server = await dovecot()
  const client = await server.client()
  await client.append('INBOX', mailFrom('bob', { Subject: 'No sound' }, 'It is mute.\n'))
  const scene = await emailScene({ imap: { url: server.url, sent: ['\\Sent'] } })
  await soon(async () => expect(await casesOf(scene)).toHaveLength(1))
  const [only] = await casesOf(scene)
  if (!only) throw new Error('no case')
  const timeline = async () => (await scene.ada.cases.timeline(only.id)).items
  const answer = (fields: Record<string, string> = {}, body = 'Hold the power key.\n'): Buffer =>
    mailFrom(
      'answer',
      {
        From: 'Dee of Aurora <help@aurora.example>',
        To: 'bob@example.org',
        Subject: 'Re: No sound',
        'In-Reply-To': '<bob@example.org>',
        Date: 'Mon, 5 Jan 2026 08:30:00 +0000',
        ...fields,
      },
      body,
    )
  return { ...scene, client, id: only.id, timeline, answer }
}

describe.skipIf(!there)('an answer that was written in some mail program', () => {
  test(`[IMP9] joins its case as sent, by whoever wrote it, and is not sent again${needs}`, async () => {
    const { client, timeline, answer, ada, id, desk, mail, folder } = await sentScene()
    await client.append(
      'Sent',
      answer({}, 'Hold the power key.\n\nOn Mon, 5 Jan 2026 at 08:00, bob@example.org wrote:\n> It is mute.\n'),
    )
    await soon(async () => expect(await timeline()).toHaveLength(2))
    expect((await timeline())[1]).toMatchObject({
      direction: 'outbound',
      visibility: 'public',
      text: 'Hold the power key.',
      saidAt: '2026-01-05T08:30:00.000Z',
      author: { role: 'agent', id: expect.not.stringContaining('@') as string, name: 'Dee of Aurora' },
      delivery: { state: 'sent' },
    })
    await desk.settled()
    await mail.flushed()
    expect(readdirSync(folder)).toEqual([])
    expect((await ada.cases.get(id)).firstResponseAt).not.toBeNull()
    expect(await ada.contacts.list(id)).toMatchObject([
      { isAssisted: true, agent: expect.not.stringContaining('@') as string },
    ])
  })

  test(`[IMP9] is what the customer's next mail answers, in the same case${needs}`, async () => {
    const { client, timeline, answer, message, id } = await sentScene()
    await client.append('Sent', answer())
    await soon(async () => expect(await timeline()).toHaveLength(2))
    const next = { Subject: 'Re: No sound', 'In-Reply-To': '<answer@example.org>', From: 'bob@example.org' }
    expect(await message(letter(next, 'Still mute.\n'))).toMatchObject({ case: id, isNewCase: false })
  })

  test(`[IMP9] that is our own is there already, and one to a colleague or about nothing of ours is no answer${needs}`, async () => {
    const { client, timeline, answer, ada, id, desk, mail, folder } = await sentScene()
    await ada.cases.reply(id, { text: 'From the desk.' })
    await desk.settled()
    await mail.flushed()
    const own = readFileSync(join(folder, readdirSync(folder)[0] ?? ''), 'utf8')
    const withoutMark = own.replace(/^X-Casewell-Loop: .*\r\n/m, '')
    const withOtherId = own.replace(/^Message-ID: .*\r\n/m, 'Message-ID: <made-by-the-server@example.org>\r\n')
    for (const copy of [own, withoutMark, withOtherId]) await client.append('Sent', Buffer.from(copy))
    expect(new Set([own, withoutMark, withOtherId]).size).toBe(3)
    await client.append(
      'Sent',
      answer({ 'Message-ID': '<f@example.org>', To: 'Cy <cy@aurora.example>', Subject: 'Fwd: No sound' }),
    )
    await client.append('Sent', answer({ 'Message-ID': '<n@example.org>', 'In-Reply-To': '<else@example.org>' }))
    await client.append('Sent', answer({}, 'The last one.\n'))
    await soon(async () => expect((await timeline()).at(-1)?.text).toBe('The last one.'))
    expect((await timeline()).map(({ text }) => text)).toEqual(['It is mute.', 'From the desk.', 'The last one.'])
  })

  test(`[IMP9] is found where it lies before the question does${needs}`, async () => {
    const server = await dovecot()
    const client = await server.client()
    await client.append(
      'Sent',
      mailFrom(
        'answer',
        {
          From: 'help@aurora.example',
          To: 'bob@example.org',
          Subject: 'Re: No sound',
          References: '<bob@example.org>',
        },
        'Hold the power key.\n',
      ),
    )
    await client.append('INBOX', mailFrom('bob', {}, 'It is mute.\n'))
    const scene = await emailScene({ imap: { url: server.url, sent: ['Sent'] } })
    await soon(async () => expect((await casesOf(scene))[0]?.messageCount).toBe(2))
  })

  test(`[IMP9] brings its files, is an automatic one if a program wrote it, and on a closed case is a note${needs}`, async () => {
    const { client, timeline, answer, ada, id } = await sentScene()
    await client.append(
      'Sent',
      answer({ 'Message-ID': '<a@example.org>', 'Auto-Submitted': 'auto-replied' }, 'We have got it.\n'),
    )
    await soon(async () => expect(await timeline()).toHaveLength(2))
    expect((await timeline())[1]).toMatchObject({ isAutomatic: true })
    const mixed = {
      'MIME-Version': '1.0',
      'Content-Type': 'multipart/mixed; boundary=b',
      'Message-ID': '<b@example.org>',
    }
    await client.append(
      'Sent',
      answer(mixed, '--b\n\nSee the plan.\n--b\nContent-Type: image/png; name=plan.png\n\nx\n--b--\n'),
    )
    await soon(async () => expect(await timeline()).toHaveLength(3))
    expect((await timeline())[2]).toMatchObject({ text: 'See the plan.', files: [{ name: 'plan.png' }] })
    await ada.cases.resolve(id, { code: 'fixed' })
    await ada.cases.close(id)
    await client.append('Sent', answer({ 'Message-ID': '<c@example.org>' }, 'One more thing.\n'))
    await soon(async () => expect(await timeline()).toHaveLength(4))
    expect((await timeline())[3]).toMatchObject({
      visibility: 'internal',
      text: expect.stringContaining('One more thing.'),
    })
  })

  test(`[IMP9] that nobody can read is quarantined${needs}`, async () => {
    const { client, mail } = await sentScene()
    const raw = Buffer.from(`From: help@aurora.example\r\nX: ${'y'.repeat(70_000)}\r\n\r\nx`)
    expect(await parseMail(raw)).toMatchObject({ ok: false })
    await client.append('Sent', raw)
    await soon(async () => expect((await mail.quarantine()).items).toMatchObject([{ reason: 'header-too-large' }]))
  })
})

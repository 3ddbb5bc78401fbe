import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { programsIn } from '../../../tooling/programs.ts'
import { imapAddress } from '../src/imap/settings.ts'
import { dovecot, needs, stopDovecot, there } from './dovecot.ts'
import { letter } from './letter.ts'
import { reader } from './mailbox-reader.ts'

const start = await programsIn(join(import.meta.dirname, 'programs'))
afterAll(stopDovecot)

const question = (number: number, body?: string): Buffer =>
  Buffer.from(
    letter(
      { 'Message-ID': `<${number}@example.org>`, Subject: `Question ${number}`, From: `b${number}@example.org` },
      body,
    ),
  )

/** A server with so many questions in a folder. */
async function serverWith(count: number, folder = 'INBOX') {
  const server = await dovecot()
  const client = await server.client()
  await client.mailboxCreate(folder).catch(() => {})
  for (let number = 1; number <= count; number++) await client.append(folder, question(number))
  const flagged = async (flag: string, path = folder): Promise<number> => {
    await client.mailboxOpen(path)
    const found = await client.search({ [flag === '\\Seen' ? 'seen' : 'flagged']: true }, { uid: true })
    return found ? found.length : 0
  }
  const there = async (path: string): Promise<number> => {
    const status = await client.status(path, { messages: true })
    return status ? (status.messages ?? 0) : -1
  }
  return { ...server, server, client, flagged, there }
}

const questions = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `Question ${from + i}`)

/** Waits for something that a server of its own does in its own time. */
const soon = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 15_000, interval: 20 })

test('[IMP6] says when it is plugged in that imapflow is not there, and how to install it', async () => {
  expect(await start('without-imapflow').line('use')).toBe(
    "use: channel-email/imapflow-missing: a mailbox is to be read by IMAP, and imapflow is not there: Cannot find module 'imapflow'. " +
      'Run `npm install imapflow`. Where npm finds no version of what it pins (ETARGET), `npm install imapflow@2.1.2`.',
  )
})

test('[IMP6] says in a bundle that imapflow is not there when the desk starts, before anything begins', async () => {
  expect(await start('without-imapflow', 'bundle').line('start')).toContain('channel-email/imapflow-missing')
})

test('[IMP6] says nothing secret before STARTTLS, but on the machine itself', () => {
  const securing = (url: string) => imapAddress(url).doSTARTTLS
  expect(securing('imap://a:b@mail.example.org')).toBe(true)
  expect(['imap://a:b@127.0.0.1:1143', 'imap://a:b@localhost', 'imap://a:b@[::1]'].map(securing)).toEqual([
    false,
    false,
    false,
  ])
  expect(securing('imap://a:b@127.0.0.1.example.org')).toBe(true)
  expect(imapAddress('imaps://ada%40example.org:p%2Fw@mail.example.org')).toMatchObject({
    secure: true,
    port: 993,
    user: 'ada@example.org',
    pass: 'p/w',
  })
})

describe.skipIf(!there)('a mailbox on a mail server', () => {
  test(`[IMP1] gives what lies there, in its order, and then what comes while it idles${needs}`, async () => {
    const { url, client } = await serverWith(150)
    const inbox = reader({ url })
    await soon(() => expect(inbox.subjects).toHaveLength(150))
    await client.append('INBOX', question(151))
    await soon(() => expect(inbox.subjects).toHaveLength(151))
    expect(inbox.subjects).toEqual(questions(1, 151))
  })

  test(`[IMP1] gives each mail with the instant at which the server got it${needs}`, async () => {
    const { url, client } = await serverWith(0)
    const undated = Buffer.from(
      question(1)
        .toString()
        .replace(/^Date:.*\r\n/m, ''),
    )
    await client.append('INBOX', undated, [], new Date('2025-03-04T05:06:07Z'))
    const inbox = reader({ url })
    await soon(() => expect(inbox.events).toHaveLength(1))
    expect(inbox.events[0]).toMatchObject({ at: new Date('2025-03-04T05:06:07Z') })
  })

  test(`[IMP2] goes on by UID where it left off, and reads nothing twice${needs}`, async () => {
    const { url, client } = await serverWith(3)
    const first = reader({ url })
    await soon(() => expect(first.subjects).toHaveLength(3))
    await first.stop()
    for (const number of [4, 5]) await client.append('INBOX', question(number))
    const second = reader({ url }, { cursor: first.cursor })
    await soon(() => expect(second.subjects).toHaveLength(2))
    expect(second.subjects).toEqual(questions(4, 5))
  })

  test(`[IMP2] reads a folder from its beginning when its UIDVALIDITY is another, or its cursor cannot be read${needs}`, async () => {
    const { url, client } = await serverWith(3, 'Support')
    const settings = { url, folders: ['Support'] }
    const first = reader(settings)
    await soon(() => expect(first.subjects).toHaveLength(3))
    await first.stop()
    await client.mailboxDelete('Support')
    await client.mailboxCreate('Support')
    for (const number of [1, 2]) await client.append('Support', question(number))
    const second = reader(settings, { cursor: first.cursor })
    await soon(() => expect(second.subjects).toEqual(questions(1, 2)))
    const third = reader(settings, { cursor: '{"Support":{"uid":"many"}}' })
    await soon(() => expect(third.subjects).toEqual(questions(1, 2)))
  })

  test(`[IMP2] takes only what comes from now on where it is told so, also after a UIDVALIDITY change${needs}`, async () => {
    const { url, client } = await serverWith(0, 'Support')
    const old = new Date('2020-01-01T00:00:00Z')
    for (const number of [1, 2]) await client.append('Support', question(number), [], old)
    const settings = { url, folders: ['Support'], from: 'now' } as const
    const first = reader(settings)
    await soon(() => expect(first.cursor).toBeDefined())
    await client.append('Support', question(3))
    await soon(() => expect(first.subjects).toEqual(['Question 3']))
    await first.stop()
    await client.mailboxDelete('Support')
    await client.mailboxCreate('Support')
    await client.append('Support', question(1), [], old)
    await client.append('Support', question(4))
    const second = reader(settings, { cursor: first.cursor })
    await soon(() => expect(second.subjects).toEqual(['Question 4']))
  })

  test(`[IMP3] flags a mail only after its commit${needs}`, async () => {
    const { url, flagged } = await serverWith(2)
    let commit = (): void => {}
    const committing = new Promise<void>((resolve) => {
      commit = resolve
    })
    let isAsked = false
    const beforeCommit = (): Promise<void> => {
      isAsked = true
      return committing
    }
    reader({ url }, { beforeCommit })
    await soon(() => expect(isAsked).toBe(true))
    expect(await flagged('\\Seen')).toBe(0)
    commit()
    await soon(async () => expect(await flagged('\\Seen')).toBe(2))
  })

  test(`[IMP3] flags nothing when the commit fails, and takes the mails again${needs}`, async () => {
    const { url, flagged } = await serverWith(2)
    const failing = reader({ url }, { beforeCommit: () => Promise.reject(new Error('disk full')) })
    await expect(failing.ended).rejects.toThrow('disk full')
    expect(await flagged('\\Seen')).toBe(0)
    expect(failing.cursor).toBeUndefined()
    const again = reader({ url }, { cursor: failing.cursor })
    await soon(() => expect(again.subjects).toEqual(questions(1, 2)))
  })

  test(`[IMP3] moves a mail only after its commit, into a folder that it makes${needs}`, async () => {
    const { url, there } = await serverWith(3)
    const inbox = reader(
      { url, afterwards: { move: 'Done' } },
      { beforeCommit: async () => expect(await there('INBOX')).toBe(3) },
    )
    await soon(async () => expect(await there('Done')).toBe(3))
    await soon(async () => expect(await there('INBOX')).toBe(0)) // the server copies first, then expunges
    expect(inbox.subjects).toEqual(questions(1, 3))
  })

  test(`[IMP3] leaves the mailbox as it was where it is told so${needs}`, async () => {
    const { url, flagged, there } = await serverWith(2)
    const inbox = reader({ url, afterwards: 'nothing' })
    await soon(() => expect(inbox.subjects).toHaveLength(2))
    await inbox.stop()
    expect([await flagged('\\Seen'), await there('INBOX')]).toEqual([0, 2])
  })

  test(`[IMP3] flags after a restart what was committed and not flagged any more${needs}`, async () => {
    const { url, server } = await serverWith(2)
    const dying = reader({ url }, { beforeCommit: async () => server.cut() }) // committed, and the line is dead
    await expect(dying.ended).rejects.toMatchObject({ code: 'channel-email/imap-lost' })
    const client = await server.client()
    await client.mailboxOpen('INBOX')
    const seen = async () => client.search({ seen: true }, { uid: true })
    expect(await seen()).toEqual([])
    const next = reader({ url }, { cursor: dying.cursor })
    await soon(async () => expect(await seen()).toEqual([1, 2]))
    expect(next.subjects).toEqual([])
  })

  test(`[IMP3] reports that the server refuses to flag, and goes on${needs}`, async () => {
    const { url, client } = await serverWith(1)
    const inbox = reader({ url, afterwards: { flag: '\\Recent' } }) // the server's own flag: nobody else may set it
    await soon(() => expect(inbox.reports).toMatchObject([{ code: 'channel-email/imap-not-settled' }]))
    await client.append('INBOX', question(2))
    await soon(() => expect(inbox.subjects).toEqual(questions(1, 2)))
  })

  test(`[IMP4] reads several folders, each to its own mark${needs}`, async () => {
    const { url, client } = await serverWith(2)
    await client.mailboxCreate('Sales')
    await client.append('Sales', question(7))
    const both = { url, folders: ['INBOX', 'Sales'] }
    const first = reader(both)
    await soon(() => expect([...first.subjects].sort()).toEqual(['Question 1', 'Question 2', 'Question 7']))
    await first.stop()
    await client.append('Sales', question(8))
    await client.append('INBOX', question(3))
    const second = reader(both, { cursor: first.cursor })
    await soon(() => expect([...second.subjects].sort()).toEqual(['Question 3', 'Question 8']))
  })

  test(`[IMP4] leaves folders of sent mail as they are, and finds the server's own by its mark${needs}`, async () => {
    const { url, client, flagged, there } = await serverWith(0)
    await client.append('Sent', question(1))
    const sent = reader({ url, sent: ['\\Sent'], afterwards: { move: 'Done' } })
    await soon(() => expect(sent.events.filter(({ type }) => type === 'ignored')).toHaveLength(1))
    await sent.stop()
    expect([await there('Sent'), await flagged('\\Seen', 'Sent')]).toEqual([1, 0])
  })

  test(`[IMP4] takes in every question before an answer that lies in a folder of sent mail${needs}`, async () => {
    const { url, client } = await serverWith(200)
    await client.append('Sent', question(0))
    const both = reader({ url, sent: ['Sent'] })
    await soon(() => expect(both.subjects).toHaveLength(201))
    expect(both.subjects.at(-1)).toBe('Question 0')
  })

  test(`[IMP5] a mail beyond the size that is allowed is set aside, and those around it are read${needs}`, async () => {
    const { url, client } = await serverWith(1)
    await client.append('INBOX', question(2, 'x'.repeat(60_000)))
    await client.append('INBOX', question(3))
    const inbox = reader({ url }, { maxBytes: 50_000 })
    await soon(() => expect(inbox.events).toHaveLength(3))
    expect(inbox.subjects).toEqual(['Question 1', 'Question 3'])
    expect(inbox.events[1]).toMatchObject({ type: 'unknown', reason: 'too-large', raw: { length: 50_001 } })
  })

  test(`[IMP6] says what is wrong: who is not let in, what does not answer, which folder is not there${needs}`, async () => {
    const { url } = await serverWith(0)
    await expect(reader({ url: url.replace('secret', 'wrong') }).ended).rejects.toMatchObject({
      code: 'channel-email/imap-denied',
      details: { user: expect.stringMatching(/^help/) },
    })
    await expect(reader({ url: 'imap://help:secret@127.0.0.1:1' }).ended).rejects.toMatchObject({
      code: 'channel-email/imap-unreachable',
      details: { port: 1 },
    })
    await expect(reader({ url, folders: ['Nowhere'] }).ended).rejects.toMatchObject({
      code: 'channel-email/no-folder',
      details: { folder: 'Nowhere' },
    })
  })

  test(`[IMP6] asks for a fresh token before each connection${needs}`, async () => {
    const { url } = await serverWith(0)
    let asked = 0
    const accessToken = async () => `token ${++asked}`
    await expect(reader({ url, accessToken }).ended).rejects.toMatchObject({ code: /imap-(?:denied|unreachable)$/ })
    expect(asked).toBe(1)
  })

  test(`[IMP7] leaves no connection behind when it stops${needs}`, async () => {
    const { url, server, client } = await serverWith(2)
    await client.mailboxCreate('Sales')
    client.close()
    const inbox = reader({ url, folders: ['INBOX', 'Sales'] })
    await soon(() => expect(inbox.subjects).toHaveLength(2))
    expect(server.connections).toBeGreaterThanOrEqual(2)
    await inbox.stop()
    await soon(() => expect(server.connections).toBe(0))
  })
})

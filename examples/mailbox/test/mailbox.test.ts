import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseMail } from '@casewell/channel-email'
import { createTransport } from 'nodemailer'
import { afterEach, describe, expect, test } from 'vitest'
import { run, start } from './run-main.ts'

const folders: string[] = []
const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'casewell-mailbox-'))
  folders.push(path)
  return path
}
afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true })
})

const lastLine = (out: string): unknown => JSON.parse(out.trimEnd().split('\n').at(-1) ?? '')

describe('the mailbox program', { timeout: 120_000 }, () => {
  test('makes of the sample mailbox what its table says, and nothing twice', async () => {
    const store = join(folder(), 'casewell.db')
    const first = await run(['--once', '--json', '--store', store])
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(lastLine(first.out)).toEqual({
      read: 50,
      messages: 46,
      cases: 26,
      reports: 2,
      duplicates: 2,
      quarantined: 0,
      skipped: 1,
    })
    expect(first.out).not.toContain('\u001B')
    const again = await run(['--once', '--json', '--store', store])
    expect(lastLine(again.out)).toEqual({
      read: 50,
      messages: 0,
      cases: 0,
      reports: 0,
      duplicates: 50,
      quarantined: 0,
      skipped: 1,
    })
  })

  test('lets one list, find, open, reply, note, assign, tag, resolve and reopen, and writes the answer as a mail', async () => {
    const path = folder()
    const program = start(['--store', join(path, 'casewell.db'), '--port', '0'])
    await program.says('listening for mail on 127.0.0.1:')
    for (const line of [
      'help',
      'find Aurora Max terrace',
      'open 1',
      'reply',
      'reply Two more are on their way.',
      'note He is in a hurry.',
      'assign',
      'tag sales',
      'resolve answered with a delivery date',
      'reopen',
      'list mine',
      'resolve 1 fixed',
      'assign 1 ada and bob',
      'assign 1 ada',
      'open nothing',
      'dance',
      'quit',
    ])
      program.type(line)
    const { code, out } = await program.ended
    expect(code).toBe(0)
    for (const said of [
      'Caspian Thornbury',
      'Say what: reply <text>',
      'answered: the mail is written to',
      'noted',
      'assigned to you',
      'tagged sales',
      'resolved as answered',
      'open again',
      'mine: 1 cases',
      'resolved as fixed',
      'An agent\'s name is one word; "ada and bob" is more.',
      'assigned to ada',
      'There is no case "nothing"',
      'There is no command "dance"',
    ])
      expect(out).toContain(said)
    const [file = ''] = readdirSync(join(path, 'outbox'))
    const mail = await parseMail(readFileSync(join(path, 'outbox', file)))
    if (!mail.ok) throw new Error(mail.detail)
    expect(mail).toMatchObject({
      subject: 'Re: Two more Aurora Max for the terrace',
      inReplyTo: ['HL0000A1B2E7@harbourlight-inn.example'],
      text: expect.stringContaining('on their way'),
    })
    expect(mail.to.map((m) => m.address)).toEqual(['caspian.thornbury@harbourlight-inn.example'])
  })

  test('lays articles beside each case, sends one in the language of the customer, and captures new ones', async () => {
    const path = folder()
    const program = start(['--store', join(path, 'casewell.db'), '--port', '0'])
    await program.says('listening for mail on 127.0.0.1:')
    for (const line of ['find 音箱没有声音', 'open 1', 'answer 9', 'answer 1']) program.type(line)
    await program.says('answered with revision 1 of the article, in zh-CN:')
    for (const line of ['find terrace', 'open 1', 'capture Speakers by the sea', 'search sea', 'quit'])
      program.type(line)
    const { code, out } = await program.ended
    expect(code).toBe(0)
    for (const said of [
      'Known. Type answer',
      'No sound after the update to firmware 3.2.1',
      'There is no suggestion 9',
      '请',
      'captured as work in progress: Speakers by the sea',
    ])
      expect(out).toContain(said)
    const [file = ''] = readdirSync(join(path, 'outbox'))
    const mail = await parseMail(readFileSync(join(path, 'outbox', file)))
    if (!mail.ok) throw new Error(mail.detail)
    expect(mail.text).toContain('输出上限')
  })

  test('takes mail in by SMTP, says so, and joins the reply to its own answer', async () => {
    const path = folder()
    const program = start(['--store', join(path, 'casewell.db'), '--port', '0'])
    const [, port] = await program.says(/listening for mail on 127\.0\.0\.1:(\d+)/)
    const mailer = createTransport({ host: '127.0.0.1', port: Number(port), secure: false, ignoreTLS: true })
    await mailer.sendMail({
      from: 'Zoë <zoe@example.org>',
      to: 'support@aurora-audio.example',
      subject: 'Ein Brief per SMTP',
      text: 'Hallo!',
    })
    await program.says(/new case CW-\S+\s+Zoë: Ein Brief per SMTP/)
    for (const line of ['list', 'open 1', 'reply Hallo Zoë!']) program.type(line)
    await program.says('answered:')
    await until(() => readdirSync(join(path, 'outbox')).some((name) => name.endsWith('.eml')))
    const answer = await parseMail(readFileSync(join(path, 'outbox', readdirSync(join(path, 'outbox'))[0] ?? '')))
    if (!answer.ok) throw new Error(answer.detail)
    await mailer.sendMail({
      from: 'zoe@example.org',
      to: 'support@aurora-audio.example',
      subject: 'Re: Ein Brief per SMTP',
      inReplyTo: `<${answer.messageId}>`,
      text: 'Danke!',
    })
    await program.says(/new message in CW-\S+\s+Zoë: Ein Brief per SMTP/)
    mailer.close()
    program.child.kill('SIGINT')
    expect((await program.ended).code).toBe(0)
  })

  test('says what is wrong, what to do, and ends with an exit code', async () => {
    const path = folder()
    const store = join(path, 'casewell.db')
    expect(await run(['--once', '--store', store, '--mailbox', join(path, 'nowhere')])).toMatchObject({
      code: 1,
      err: expect.stringContaining('channel-email/mailbox-missing'),
    })
    expect(await run(['--bogus'])).toMatchObject({ code: 2, err: expect.stringContaining('--help') })
    expect(await run(['--port', 'x'])).toMatchObject({ code: 2, err: expect.stringContaining('--port x is no port') })
    expect(await run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--mailbox <path>') })
    writeFileSync(
      join(path, 'not-a.db'),
      'this is no database, and it is long enough to be looked at as one '.repeat(40),
    )
    expect(await run(['--once', '--store', join(path, 'not-a.db')])).toMatchObject({
      code: 1,
      err: expect.stringContaining('store-sqlite/'),
    })
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    expect(await run(['--store', store, '--port', String(port)])).toMatchObject({
      code: 1,
      err: expect.stringContaining('channel-email/port-in-use'),
    })
    taken.close()
  })
})

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 1000 && !safely(holds); i++) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(safely(holds)).toBe(true)
}

function safely(holds: () => boolean): boolean {
  try {
    return holds()
  } catch {
    return false
  }
}

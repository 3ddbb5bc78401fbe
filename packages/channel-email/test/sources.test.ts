import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { MailboxEntry } from '../src/sources/mailbox-entry.ts'
import { openMailbox } from '../src/sources/open-mailbox.ts'
import { corpusFolder, corpusMails, hasCorpus } from './corpus-manifest.ts'

let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'casewell-mailbox-'))
})

afterEach(() => rmSync(root, { recursive: true }))

function write(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), content)
  }
}

async function entries(path = root): Promise<MailboxEntry[]> {
  const found: MailboxEntry[] = []
  for await (const entry of openMailbox(path)) found.push(entry)
  return found
}

const names = async (path?: string) =>
  (await entries(path)).map(({ kind, name }) => (kind === 'mail' ? name : `${name} (skipped)`))

async function texts(path?: string): Promise<string[]> {
  const mails = (await entries(path)).flatMap((entry) => (entry.kind === 'mail' ? [entry] : []))
  return Promise.all(mails.map(async (mail) => Buffer.from(await mail.bytes()).toString('utf8')))
}

const mail = (subject: string) => `From: ada@example.com\nSubject: ${subject}\n\nHello.\n`
const fromLine = 'From ada@example.com Tue May  3 10:00:00 2022\n'

describe('a folder', () => {
  test('[SRC1] gives its mails at any depth, in the same order everywhere, and names what is none', async () => {
    write({
      'b.eml': mail('b'),
      'a/2.txt': mail('a2'),
      'a/10.txt': mail('a10'),
      'a/deep/er/x': mail('x'),
      'Z.eml': mail('Z'),
      LICENSE: 'Copyright: me\nAll rights reserved.',
      'notes.txt': 'Dear all,\nhello.',
      'logo.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
      'empty.eml': '',
    })
    expect(await names()).toEqual([
      'LICENSE (skipped)',
      'Z.eml',
      'b.eml',
      'empty.eml (skipped)',
      'logo.png (skipped)',
      'notes.txt (skipped)',
      'a/10.txt',
      'a/2.txt',
      'a/deep/er/x',
    ])
    expect((await entries()).find(({ name }) => name === 'notes.txt')).toMatchObject({
      kind: 'skipped',
      reason: 'no header lines',
    })
  })

  test('[SRC2] gives the whole bytes, of a large mail too', async () => {
    const large = `${mail('large')}${'x'.repeat(200_000)}`
    write({ 'large.eml': large, 'small.eml': mail('small') })
    expect(await texts()).toEqual([large, mail('small')])
  })

  test('[SRC3] that holds more files than are opened ahead gives each once', async () => {
    const files = Array.from({ length: 100 }, (_, i) => `${String(i).padStart(3, '0')}.eml`)
    write(Object.fromEntries(files.map((name) => [name, mail(name)])))
    expect(await names()).toEqual(files)
  })
})

describe('a Maildir', () => {
  test('[SRC4] gives its mails by the time of arrival, read or not, and nothing from tmp; folders follow', async () => {
    write({
      'cur/1651572000.M1.host:2,S': mail('first'),
      'new/1651572001.M2.host': mail('second'),
      'cur/1651572002.M3.host:2,': mail('third'),
      'tmp/1651572003.M4.host': mail('half written'),
      '.Sent/cur/1651572004.M5.host:2,S': mail('sent'),
      '.Sent/new/.keep': '',
      'dovecot.index': new Uint8Array([7, 1]),
    })
    expect((await names()).filter((name) => !name.endsWith('(skipped)'))).toEqual([
      'cur/1651572000.M1.host:2,S',
      'new/1651572001.M2.host',
      'cur/1651572002.M3.host:2,',
      '.Sent/cur/1651572004.M5.host:2,S',
    ])
  })
})

describe('an mbox', () => {
  const archive = `${fromLine}${mail('one')}\nHe said:\n>From here on.\n>>From there.\n\nFrom what I know, it works.\n\n${fromLine}${mail('two')}\n${fromLine}${mail('three')}`

  test('[SRC5] gives its mails one by one; >From becomes From, and a sentence with From stays one', async () => {
    write({ archive })
    expect(await names(join(root, 'archive'))).toEqual(['archive', 'archive#2', 'archive#3'])
    const [one = '', two = ''] = await texts(join(root, 'archive'))
    expect(one).toContain('He said:\nFrom here on.\n>From there.\n\nFrom what I know, it works.\n')
    expect(two.startsWith(`${fromLine}From: ada@example.com\nSubject: two`)).toBe(true)
  })

  test('[SRC6] reads the same in pieces, wherever they are cut', async () => {
    const filler = Array.from({ length: 3000 }, (_, i) => `${fromLine}${mail(String(i))}${'y'.repeat(i % 701)}\n\n`)
    write({ large: filler.join('') })
    const found = await texts(join(root, 'large'))
    expect(found).toHaveLength(3000)
    expect(found.join('')).toBe(filler.join(''))
  })

  test('[SRC7] lies in a folder like any file; an .eml is one mail whatever it quotes', async () => {
    write({ 'x/archive': archive, 'x/y.eml': archive })
    expect(await names()).toEqual(['x/archive', 'x/archive#2', 'x/archive#3', 'x/y.eml'])
  })
})

describe('a path', () => {
  test('[SRC8] of one mail gives that mail', async () => {
    write({ 'a.eml': mail('a') })
    expect(await names(join(root, 'a.eml'))).toEqual(['a.eml'])
  })

  test('[SRC9] that is missing, or a file that is no mail, is an error with a code', async () => {
    write({ 'notes.txt': 'Dear all' })
    await expect(entries(join(root, 'nowhere'))).rejects.toMatchObject({ code: 'channel-email/mailbox-missing' })
    await expect(entries(join(root, 'notes.txt', 'x'))).rejects.toMatchObject({ code: 'channel-email/mailbox-missing' })
    await expect(entries(join(root, 'notes.txt'))).rejects.toMatchObject({ code: 'channel-email/not-a-mail' })
  })
})

describe.skipIf(!hasCorpus)('the corpus of real mail (needs ../shared/data)', () => {
  test('[SRC10] read as a folder gives every mail of the manifest, byte for byte, and little else', async () => {
    const manifest = new Set(corpusMails().map(({ path }) => path))
    const found = (await entries(corpusFolder)).flatMap((entry) => (entry.kind === 'mail' ? [entry] : []))
    const missing = [...manifest].filter((path) => !found.some(({ name }) => name === path))
    expect(missing).toEqual([])
    // One expected output of the reply trimmer consists of header lines.
    expect(found.map(({ name }) => name).filter((name) => !manifest.has(name))).toEqual([
      'discourse-email_reply_trimmer/test/elided/email_headers_5.txt',
    ])
    const [first] = found
    expect(Buffer.from((await first?.bytes()) ?? [])).toEqual(readFileSync(join(corpusFolder, first?.name ?? '')))
  })
})

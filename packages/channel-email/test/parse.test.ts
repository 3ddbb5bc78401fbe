import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { assemble } from '../src/mime/assemble.ts'
import { defaultCaps } from '../src/mime/caps.ts'
import { normaliseMail } from '../src/mime/normalise.ts'
import { parseMail } from '../src/mime/parse.ts'
import { assembleBySkeleton, buildSkeleton, leavesOf } from '../src/mime/skeleton.ts'
import { scanStructure } from '../src/mime/structure.ts'
import { corpusFolder, corpusMails, hasCorpus } from './corpus-manifest.ts'
import { parsed } from './parsed.ts'
import { bytesOf, mailOf } from './write-mail.ts'

const adaWrites = mailOf(
  'Message-ID: <1@example.com>',
  'In-Reply-To: <0@desk.example>',
  'References: <root@desk.example> <0@desk.example>',
  'From: "Lovelace, Ada" <Ada@Example.COM>',
  'To: Support <support@desk.example>, =?utf-8?Q?J=C3=B6rg?= <joerg@desk.example>',
  'Cc: team: bo@example.com, cy@example.com;',
  'Date: Tue, 3 May 2022 10:00:00 +0200',
  'Subject: Re: the printer',
  'Content-Language: de-AT',
  '',
  'It prints again.',
)

describe('a mail', () => {
  test('[MIME1] is read into its people, its thread, its date and its text', async () => {
    const mail = await parsed(adaWrites)
    expect(mail.messageId).toBe('1@example.com')
    expect(mail.inReplyTo).toEqual(['0@desk.example'])
    expect(mail.references).toEqual(['root@desk.example', '0@desk.example'])
    expect(mail.from).toEqual({ name: 'Lovelace, Ada', address: 'Ada@example.com' })
    expect(mail.to.map(({ name }) => name)).toEqual(['Support', 'Jörg'])
    expect(mail.cc.map(({ address }) => address)).toEqual(['bo@example.com', 'cy@example.com'])
    expect(mail.sentAt).toEqual(new Date('2022-05-03T08:00:00Z'))
    expect([mail.subject, mail.baseSubject, mail.subjectKind]).toEqual(['Re: the printer', 'the printer', 'reply'])
    expect(mail.languages).toEqual(['de-at'])
    expect(mail.text).toBe('It prints again.')
    expect(mail.repairs).toEqual([])
  })

  test('[MIME2] reads the same with any line ends, blank lines in front, an mbox line or a byte order mark', async () => {
    const { repairs: _, ...plain } = await parsed(adaWrites)
    const text = Buffer.from(adaWrites).toString('utf8')
    const variants = [
      text.replaceAll('\r\n', '\n'),
      text.replaceAll('\r\n', '\r'),
      `\r\n\r\n${text}`,
      `From ada@example.com Tue May  3 10:00:00 2022\r\n${text}`,
      `\ufeff${text}`,
    ]
    for (const variant of variants) {
      const { repairs, ...read } = await parsed(Buffer.from(variant))
      expect(read).toEqual(plain)
    }
  })

  test('[MIME3] without a Message-ID gets one from its content, the same on every way it travels', async () => {
    const lines = ['From: ada@example.com', 'Date: Tue, 3 May 2022 10:00:00 +0200', 'Subject: hi', '', 'Hello,', 'you.']
    const one = await parsed(mailOf(...lines))
    const relayed = await parsed(
      Buffer.from(['Received: from a by b; Tue, 3 May 2022 10:00:01 +0200', ...lines, '', ''].join('\n')),
    )
    const other = await parsed(mailOf(...lines, 'More.'))
    expect(one.messageId).toMatch(/^[\da-f]{40}@derived\.invalid$/)
    expect(one.repairs).toEqual(['message-id-derived'])
    expect(relayed.messageId).toBe(one.messageId)
    expect(other.messageId).not.toBe(one.messageId)
  })

  test.each([
    [
      'the blank line before the text is missing',
      mailOf('From: a@example.com', 'Subject: hi', 'Please help me,', 'it burns.'),
      'Please help me,\nit burns.',
    ],
    [
      'no boundary is where the head says',
      mailOf('From: a@example.com', 'Content-Type: multipart/mixed; boundary=b', '', 'Please help.'),
      'Please help.',
    ],
    [
      'a gateway rewrote the boundary',
      mailOf(
        'From: a@example.com',
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--c',
        'Content-Type: text/plain',
        '',
        'Please help.',
        '--c--',
      ),
      'Please help.',
    ],
    [
      'the last boundary never comes',
      mailOf('From: a@example.com', 'Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'Please help.'),
      'Please help.',
    ],
    [
      'prose is labelled base64',
      mailOf('From: a@example.com', 'Content-Transfer-Encoding: base64', '', 'Please help me.'),
      'Please help me.',
    ],
    [
      'the text alternative is empty',
      mailOf(
        'From: a@example.com',
        'Content-Type: multipart/alternative; boundary=b',
        '',
        '--b',
        '',
        '',
        '--b',
        'Content-Type: text/html',
        '',
        '<p>Please help.</p>',
        '--b--',
      ),
      'Please help.',
    ],
    [
      'a header field was broken over two lines',
      mailOf('From: a@example.com', 'To: b@example.com,', 'c@example.com', 'Subject: hi', '', 'Please help.'),
      'Please help.',
    ],
  ])('[MIME4] loses no text when %s', async (_, raw, text) => {
    expect((await parsed(raw)).text).toBe(text)
  })

  test('[MIME5] carries its files: name, type, bytes, and what the HTML shows by its Content-ID', async () => {
    const mail = await parsed(
      mailOf(
        'From: a@example.com',
        'Content-Type: multipart/mixed; boundary=m',
        '',
        '--m',
        'Content-Type: multipart/related; boundary=r',
        '',
        '--r',
        'Content-Type: text/html',
        '',
        '<img src="cid:logo@x">',
        '--r',
        'Content-Type: image/png',
        'Content-ID: <logo@x>',
        'Content-Transfer-Encoding: base64',
        '',
        'iVBORw0KGgo=',
        '--r--',
        '--m',
        "Content-Type: application/pdf; name*0*=utf-8''Rechnung%20f; name*1*=%C3%BCr%20Mai.pdf",
        'Content-Disposition: attachment',
        'Content-Transfer-Encoding: base64',
        '',
        'AAEC',
        '--m',
        'Content-Type: text/plain; name="app.log"',
        'Content-Disposition: inline; filename="app.log"',
        '',
        'line 1',
        '--m',
        'Content-Type: text/plain; name="notes.txt"',
        'Content-Transfer-Encoding: base64',
        '',
        'QQ==',
        'Qg==',
        '--m',
        'Content-Type: message/rfc822',
        '',
        'Subject: the original',
        '',
        'x',
        '--m--',
      ),
    )
    expect(mail.attachments.map(({ name, mime, inline, cid, size }) => [name, mime, inline, cid, size])).toEqual([
      ['attachment-1.png', 'image/png', true, 'logo@x', 8],
      ['Rechnung für Mai.pdf', 'application/pdf', false, undefined, 3],
      ['app.log', 'text/plain', false, undefined, 6],
      ['notes.txt', 'text/plain', false, undefined, 2],
      ['the original.eml', 'message/rfc822', false, undefined, 26],
    ])
    expect([...(mail.attachments[1]?.bytes ?? [])]).toEqual([0, 1, 2])
    expect(Buffer.from(mail.attachments[3]?.bytes ?? []).toString()).toBe('AB') // padded line by line
  })

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\ada\\log.txt', 'log.txt'],
    ['.bashrc', 'bashrc'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    [`${'x'.repeat(500)}.pdf`, `${'x'.repeat(196)}.pdf`],
  ])('[MIME6] a file name stays a name: %s', async (written, name) => {
    const raw = mailOf(
      'From: a@example.com',
      'Content-Type: application/pdf',
      `Content-Disposition: attachment; filename="${written.replaceAll('\\', '\\\\')}"`,
      '',
      'x',
    )
    expect((await parsed(raw)).attachments[0]?.name).toBe(name)
  })

  test('[MIME7] no line end or control character survives in a subject, a name or an address', async () => {
    const mail = await parsed(
      mailOf(
        'From: =?utf-8?Q?Eve=0D=0ABcc:_x@example.com?= <eve@example.com>',
        'To: "a\\"b" <a@example.com>, <x\0@example.com>, <a@b@example.com>, <a b@example.com>',
        'Subject: =?utf-8?Q?hi=0D=0ABcc:_q@example.com=00=1B[2J?=',
        '',
        'x',
      ),
    )
    expect(mail.from).toEqual({ name: 'Eve Bcc: x@example.com', address: 'eve@example.com' })
    expect(mail.subject).toBe('hi Bcc: q@example.com [2J')
    for (const { address } of mail.to) expect(address).toMatch(/^[^\s\0@<>]+@example\.com$/)
  })

  test('[MIME8] is dated by its Date field, by its first server where that is missing or absurd, else not at all', async () => {
    const received = 'Received: from a by b; Tue, 3 May 2022 10:00:00 +0000'
    const at = async (...lines: string[]) =>
      (await parsed(mailOf('From: a@example.com', ...lines, '', 'x'))).sentAt?.toISOString()
    expect(await at(received, 'Date: Tue, 3 May 2022 09:59:00 +0000')).toBe('2022-05-03T09:59:00.000Z')
    expect(await at(received, 'Date: Fri, 3 May 2052 09:59:00 +0000')).toBe('2022-05-03T10:00:00.000Z')
    expect(await at(received, 'Date: Thu, 1 Jan 2004 00:00:00 +0000')).toBe('2022-05-03T10:00:00.000Z')
    expect(await at(received)).toBe('2022-05-03T10:00:00.000Z')
    expect(await at('Date: 3 May 22 10:00 EDT')).toBe('2022-05-03T14:00:00.000Z')
    expect(await at('Date: Tue, 3 May 2022 10:00:00')).toBe('2022-05-03T10:00:00.000Z')
    expect(await at('Date: yesterday')).toBeUndefined()
  })

  test('[MIME9] keeps every header field by its name, in order, unfolded', async () => {
    const mail = await parsed(
      mailOf('From: a@example.com', 'Received: one', 'X-Long: a', '\tb', 'received: two', '', 'x'),
    )
    expect(mail.headers.get('received')).toEqual(['one', 'two'])
    expect(mail.headers.get('x-long')).toEqual(['a\tb'])
  })
})

describe.skipIf(!hasCorpus)('against postal-mime alone (needs ../shared/data)', () => {
  test('[MIME10] the text, the HTML and the files of well-formed real mail are the same', async () => {
    const same = { text: 0, html: 0, files: 0 }
    const mails = corpusMails().filter(({ source }) => /notmuch|sisimai|flufl|nodemailer/.test(source))
    for (const { path } of mails) {
      const raw = readFileSync(join(corpusFolder, path))
      const bare = path.includes('/mac/') ? Buffer.from(raw.toString('latin1').replace(/\r/g, '\r\n'), 'latin1') : raw
      const [ours, theirs] = await Promise.all([parsed(raw), PostalMime.parse(bare, { forceRfc822Attachments: true })])
      const words = (text = '') => text.split(/\s+/).join(' ').trim()
      if (theirs.text === undefined || words(ours.text) === words(theirs.text)) same.text++
      if (words(ours.html) === words(theirs.html)) same.html++
      if (ours.attachments.map(({ mime }) => mime).join() === theirs.attachments.map(({ mimeType }) => mimeType).join())
        same.files++
    }
    // What differs was looked through by hand: wrong charset labels, lost boundaries, control characters.
    expect(same.text / mails.length).toBeGreaterThan(0.96)
    expect(same.html / mails.length).toBeGreaterThan(0.99)
    expect(same.files / mails.length).toBeGreaterThan(0.99)
  })

  test('[MIME12] the parts are put together alike where no file has a name, whoever does it', async () => {
    let compared = 0
    for (const { path } of corpusMails()) {
      const root = scanStructure(normaliseMail(readFileSync(join(corpusFolder, path))).bytes, defaultCaps)
      const ours = assemble(root, leavesOf(root))
      if (ours === undefined) continue
      const bySkeleton = await assembleBySkeleton(buildSkeleton(root))
      expect(ours, path).toEqual(bySkeleton)
      compared++
    }
    expect(compared).toBeGreaterThan(800)
  })
})

describe('what is no mail', () => {
  test('[MIME11] is refused with a reason, never thrown', async () => {
    expect(await parseMail(bytesOf())).toMatchObject({ ok: false, reason: 'empty' })
    expect(await parseMail(bytesOf('Dear all,\nplease find enclosed.'))).toMatchObject({
      ok: false,
      reason: 'no-header-lines',
    })
    expect(await parseMail(new Uint8Array([0xff, 0xd8, 0xff]))).toMatchObject({ ok: false, reason: 'no-header-lines' })
  })
})

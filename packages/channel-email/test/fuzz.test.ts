import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classifyMail } from '../src/classify/classify.ts'
import { EmailConfig, readInbound } from '../src/index.ts'
import { parseMail } from '../src/mime/parse.ts'
import { sanitiseHtml } from '../src/text/html.ts'
import { trimReply } from '../src/text/trim-reply.ts'
import { corpusFolder, corpusMails, hasCorpus } from './corpus-manifest.ts'
import { mutated, randomFrom } from './mutations.ts'
import { mailOf } from './write-mail.ts'

/** Everything that is done to a mail on its way in. */
async function throughAll(raw: Uint8Array): Promise<string> {
  const mail = await parseMail(raw)
  if (!mail.ok) return mail.reason
  trimReply(mail.text)
  if (mail.html !== undefined) sanitiseHtml(mail.html)
  return classifyMail(mail).class
}

const known =
  /^(?:human|auto-reply|bounce|receipt|feedback|list|bulk|loop|empty|no-header-lines|header-too-large|too-many-parts|nested-too-deep)$/

/** Pieces that mean something somewhere in a mail. */
const piece = fc.constantFrom(
  '\r\n',
  '\n',
  '\r',
  '\r\n\r\n',
  '--b\r\n',
  '--b--\r\n',
  'Content-Type: multipart/mixed; boundary=b\r\n',
  'Content-Type: multipart/digest; boundary="b"\r\n',
  'Content-Type: text/html; charset=big5\r\n',
  'Content-Type: message/rfc822\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'Content-Transfer-Encoding: quoted-printable\r\n',
  "Content-Disposition: attachment; filename*=gbk''%c4%a3\r\n",
  'Subject: =?gbk?B?xKM=?= =?utf-8?Q?=?=\r\n',
  'From: "a\r\n',
  'To: a@b.c, <d@e.f>;:\r\n',
  'Date: Tue, 99 Foo 2022 25:61\r\n',
  'Message-ID: <<>>\r\n',
  'References: <a@b> <\r\n',
  'Received: ;;;\r\n',
  '=?',
  '?=',
  '=',
  '"',
  '\0',
  '\xff\xfe',
  '\xc4\xa3',
  '<p>',
  '<!--',
  '&#x;',
  ' ',
  ':',
  'x',
)

describe('whatever the bytes', () => {
  test('[FUZ1] a mail made of pieces of mails is read or refused, never thrown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
        expect(await throughAll(Buffer.from(`From: a@b.c\r\n${pieces.join('')}`, 'latin1'))).toMatch(known)
      }),
      { numRuns: 1500 },
    )
  })

  test('[FUZ2] any bytes at all are read or refused, never thrown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect(await throughAll(bytes)).toMatch(known)
      }),
      { numRuns: 500 },
    )
  })

  test('[FUZ3] the same bytes are always read the same', async () => {
    const raw = mailOf('From: a@example.com', 'Subject: hi', 'Content-Type: text/html', '', '<p>x</p>')
    const copy = new Uint8Array(raw)
    expect(await parseMail(raw)).toEqual(await parseMail(raw))
    expect(raw).toEqual(Buffer.from(copy))
  })
})

describe.skipIf(!hasCorpus)('damaged real mail (needs ../shared/data)', () => {
  test('[FUZ4] is read or refused, never thrown', async () => {
    const mails = corpusMails().map(({ path }) => readFileSync(join(corpusFolder, path)))
    const random = randomFrom(20_260_105)
    const any = (): Buffer => mails[Math.floor(random() * mails.length)] ?? Buffer.alloc(0)
    const config = EmailConfig.parse({ address: 'help@aurora.example' })
    for (let i = 0; i < 2000; i++) {
      const raw = mutated(any(), any(), random)
      const event = await readInbound(raw, config, new Date(0)).catch((error: unknown) => {
        throw new Error(`mutation ${i}`, { cause: error })
      })
      expect(event.type).toMatch(/^(?:message|delivery|unknown)$/)
    }
  })
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classifyMail } from '../src/classify/classify.ts'
import { parseMail } from '../src/mime/parse.ts'
import { sanitiseHtml } from '../src/text/html.ts'
import { trimReply } from '../src/text/trim-reply.ts'
import { corpusFolder, corpusMails, hasCorpus } from './corpus-manifest.ts'
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

const mails = hasCorpus ? corpusMails().map(({ path }) => path) : []

/** Cuts, doubles, overwrites and shifts pieces of a mail. */
const mutation = fc.array(
  fc.record({
    how: fc.constantFrom('cut', 'double', 'overwrite', 'insert'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 1, max: 200 }),
    with: fc.uint8Array({ minLength: 1, maxLength: 8 }),
  }),
  { minLength: 1, maxLength: 6 },
)

function mutate(raw: Buffer, steps: readonly { how: string; at: number; length: number; with: Uint8Array }[]): Buffer {
  return steps.reduce((bytes, { how, at, length, with: fresh }) => {
    const start = Math.floor(at * bytes.length)
    const [head, middle, tail] = [
      bytes.subarray(0, start),
      bytes.subarray(start, start + length),
      bytes.subarray(start + length),
    ]
    if (how === 'cut') return Buffer.concat([head, tail])
    if (how === 'double') return Buffer.concat([head, middle, middle, tail])
    return Buffer.concat(how === 'insert' ? [head, fresh, middle, tail] : [head, fresh, tail])
  }, raw)
}

describe.skipIf(!hasCorpus)('damaged real mail (needs ../shared/data)', () => {
  test('[FUZ4] is read or refused, never thrown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...mails), mutation, async (path, steps) => {
        expect(await throughAll(mutate(readFileSync(join(corpusFolder, path)), steps))).toMatch(known)
      }),
      { numRuns: 2000 },
    )
  })
})

import { describe, expect, test } from 'vitest'
import type { UnparsableReason } from '../src/mime/caps.ts'
import { parseMail } from '../src/mime/parse.ts'
import { sanitiseHtml } from '../src/text/html.ts'
import { trimReply } from '../src/text/trim-reply.ts'
import { emailScene } from './email-scene.ts'
import { hostileMails } from './hostile-mails.ts'
import { parsed } from './parsed.ts'
import { bytesOf } from './write-mail.ts'

const from = 'From: eve@example.com\r\n'
const word = `=?utf-8?B?${'YWFh'.repeat(14)}?=\r\n `

const refused: readonly (readonly [string, string, UnparsableReason])[] = [
  [
    'a subject of 1.7 MB in encoded words',
    `${from}Subject: ${word.repeat(1.7e6 / word.length)}\r\n\r\nx`,
    'header-too-large',
  ],
  ['one header field of 65,537 bytes', `${from}X: ${'y'.repeat(65_534)}\r\n\r\nx`, 'header-too-large'],
  ['80,000 header fields', `${from}${'X: y\r\n'.repeat(80_000)}\r\nx`, 'header-too-large'],
  [
    '100,000 empty parts',
    `${from}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\n'.repeat(100_000)}--b--`,
    'too-many-parts',
  ],
  [
    '501 parts, the whole counted',
    `${from}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(500)}--b--`,
    'too-many-parts',
  ],
  ['5,000 parts in each other', from + nested(5000), 'nested-too-deep'],
  ['51 parts in each other', from + nested(51), 'nested-too-deep'],
]

function nested(depth: number): string {
  return Array.from(
    { length: depth },
    (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
  ).join('')
}

describe('hostile mail', () => {
  test.each(refused)('[HOS1] %s are set aside with the reason', async (_, raw, reason) => {
    expect(await parseMail(bytesOf(raw))).toMatchObject({ ok: false, reason, detail: expect.stringMatching(/\d/) })
  })

  test('[HOS2] a mail beyond the size that the caller allows is set aside', async () => {
    const raw = bytesOf(`${from}\r\n${'x'.repeat(1000)}`)
    expect(await parseMail(raw, { maxBytes: raw.length })).toMatchObject({ ok: true })
    expect(await parseMail(raw, { maxBytes: raw.length - 1 })).toMatchObject({ ok: false, reason: 'too-large' })
  })

  test.each([
    ['500 parts', `${from}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(499)}--b--`],
    ['50 parts in each other', `${from + nested(50)}\r\nx`],
    ['a header field of 65,536 bytes', `${from}X: ${'y'.repeat(65_533)}\r\n\r\nx`],
  ])('[HOS3] %s are still read', async (_, raw) => {
    expect(await parseMail(bytesOf(raw))).toMatchObject({ ok: true })
  })

  test('[HOS4] a line of 1 MB is text', async () => {
    expect((await parsed(bytesOf(`${from}\r\n${'x'.repeat(1e6)}`))).text).toHaveLength(1e6)
  })

  test('[HOS5] NUL and other control characters do not reach the text', async () => {
    expect((await parsed(bytesOf(`${from}\r\na\0b\u001b[31mc\r\nd\te`))).text).toBe('ab[31mc\nd\te')
  })

  test('[HOS6] a file of 30 MB in base64 comes out whole', async () => {
    const line = `${'QUJD'.repeat(19)}\r\n`
    const raw = bytesOf(
      `${from}Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n${line.repeat(400_000)}`,
    )
    expect((await parsed(raw)).attachments[0]?.size).toBe(400_000 * 57)
  })

  test.each([
    ['unfinished encoded words', `Subject: ${'=?a?Q?x'.repeat(9000)}\r\n\r\nx`],
    ['ten thousand references', `References: ${'<a@b> '.repeat(10_000)}\r\n\r\nx`],
    ['an address list of open quotes', `To: ${'"<('.repeat(20_000)}\r\n\r\nx`],
    ['a subject of nothing but prefixes', `Subject: ${'Re: '.repeat(16_000)}\r\n\r\nx`],
    ['a subject of nothing but tags', `Subject: ${'[a]'.repeat(20_000)}\r\n\r\nx`],
    ['a content type of open quotes', `Content-Type: text/plain; ${'a="x; '.repeat(10_000)}\r\n\r\nx`],
    ['a million equals signs', `Content-Transfer-Encoding: quoted-printable\r\n\r\n${'= '.repeat(500_000)}`],
    [
      'half a million lines like boundaries',
      `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--c\n'.repeat(500_000)}`,
    ],
    ['200,000 nested elements', `Content-Type: text/html\r\n\r\n${'<div>'.repeat(200_000)}x`],
    ['80,000 nested quotes', `Content-Type: text/html\r\n\r\n${'<blockquote>a'.repeat(80_000)}`],
    ['a million angle brackets', `Content-Type: text/html\r\n\r\n${'<'.repeat(1e6)}`],
    ['100,000 scripts that never end', `Content-Type: text/html\r\n\r\n${'<script>'.repeat(100_000)}`],
    ['250,000 tags with an open quote', `Content-Type: text/html\r\n\r\n${'<a "'.repeat(250_000)}`],
    ['19,000 quoted lines', `\r\n\r\na\n${'> q\n'.repeat(19_000)}`],
    ['9,000 attributions', `\r\n\r\na\n${'On 3 May 2020 at 10:00 a@b.example wrote:\n> x\n'.repeat(9000)}`],
    ['6,000 signatures', `\r\n\r\na\n${'--\nx\n> q\n'.repeat(6000)}`],
  ])(
    '[HOS7] %s are read, shown and trimmed in a time that grows with their size',
    async (_, head) => {
      const mail = await parsed(bytesOf(from + head))
      expect(trimReply(mail.text).text.length).toBeLessThanOrEqual(mail.text.length)
      if (mail.html !== undefined) expect(sanitiseHtml(mail.html).html).not.toContain('<script')
    },
    10_000,
  )

  test('[HOS8] ends in the quarantine with its reason and its bytes, or does no harm in a case', async () => {
    const { mail, ada } = await emailScene()
    for (const { what, raw, reason } of hostileMails()) {
      const accepted = await mail.deliver(raw)
      expect(accepted, what).toMatchObject(reason === undefined ? { as: 'message' } : { as: 'quarantined', reason })
      if (accepted.as === 'message') {
        const said = await ada.cases.message(accepted.message)
        expect(`${said?.subject}${said?.author.name}`, what).not.toMatch(/[\0-\x1f]/)
      } else if (accepted.as === 'quarantined') {
        const kept: Uint8Array[] = []
        for await (const part of mail.raw(accepted.quarantine)) kept.push(part)
        expect(Buffer.compare(Buffer.concat(kept), Buffer.from(raw)), what).toBe(0)
      }
    }
  })
})

import { bytesOf } from './write-mail.ts'

/** A mail that means harm. */
export interface HostileMail {
  readonly what: string
  readonly raw: Uint8Array
  /** The reason with which it is set aside; without one it is read, and what is bad in it does no harm. */
  readonly reason?: string
}

const from = 'From: eve@example.com\r\n'
const word = `=?utf-8?B?${'YWFh'.repeat(14)}?=\r\n `

const nested = (depth: number): string =>
  Array.from({ length: depth }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join('')

/** What mails were sent to helpdesks to bring them down, or are said to have been. */
export function hostileMails(): readonly HostileMail[] {
  const made = (what: string, text: string, reason?: string): HostileMail => ({
    what,
    raw: bytesOf(text),
    ...(reason !== undefined && { reason }),
  })
  const base64Line = `${'QUJD'.repeat(19)}\r\n`
  return [
    made(
      'subject of 1.7 MB in encoded words',
      `${from}Subject: ${word.repeat(1.7e6 / word.length)}\r\n\r\nx`,
      'header-too-large',
    ),
    made(
      '100,000 empty parts',
      `${from}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\n'.repeat(100_000)}--b--`,
      'too-many-parts',
    ),
    made('5,000 parts in each other', from + nested(5000), 'nested-too-deep'),
    made('80,000 header fields', `${from}${'X: y\r\n'.repeat(80_000)}\r\nx`, 'header-too-large'),
    made(
      '60,000 recipients',
      `${from}To: ${'a@example.org, '.repeat(60_000)}b@example.org\r\n\r\nx`,
      'header-too-large',
    ),
    made(
      'file of 30 MB in base64',
      `${from}Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Line.repeat(400_000)}`,
    ),
    made('1 MB of base64 in one line', `${from}Content-Transfer-Encoding: base64\r\n\r\n${'QUJD'.repeat(250_000)}`),
    made('one line of 1 MB', `${from}\r\n${'x'.repeat(1e6)}`),
    made('NUL bytes everywhere', `${from}Subject: a\0b\r\nX-\0: c\r\n\r\n${'a\0'.repeat(100_000)}`),
    made(
      'line ends in an address',
      'From: "Eve\r\n Bcc: victim@example.org" <"eve\\\r\nBcc: v@example.org"@example.com>\r\nSender: eve@example.com\r\n\r\nx',
    ),
    made(
      'line ends in an encoded name',
      `From: =?utf-8?Q?Eve=0D=0ABcc:_victim@example.org?= <eve@example.com>\r\nSubject: =?utf-8?Q?Hi=0D=0ABcc:_v?=\r\n\r\nx`,
    ),
    made('64 KiB of unfinished encoded words', `${from}Subject: ${'=?a?Q?x'.repeat(9000)}\r\n\r\nx`),
    made(
      '500,000 lines like boundaries',
      `${from}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--c\n'.repeat(500_000)}`,
    ),
    made('200,000 nested elements', `${from}Content-Type: text/html\r\n\r\n${'<div>'.repeat(200_000)}x`),
    made('250,000 tags with an open quote', `${from}Content-Type: text/html\r\n\r\n${'<a "'.repeat(250_000)}`),
    made('100,000 scripts that never end', `${from}Content-Type: text/html\r\n\r\n${'<script>'.repeat(100_000)}`),
    made('a million equals signs', `${from}Content-Transfer-Encoding: quoted-printable\r\n\r\n${'= '.repeat(500_000)}`),
    made('19,000 quoted lines', `${from}Subject: Re: x\r\n\r\na\n${'> q\n'.repeat(19_000)}`),
    made(
      '9,000 attributions',
      `${from}Subject: Re: x\r\n\r\na\n${'On 3 May 2020 at 10:00 a@b.example wrote:\n> x\n'.repeat(9000)}`,
    ),
  ]
}

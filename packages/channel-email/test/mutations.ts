/** Numbers from 0 to 1, the same for the same seed: mulberry32, public domain. */
export function randomFrom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Pieces that mean something somewhere in a mail. */
const tokens = [
  '\r\n\r\n',
  '\r',
  '\0',
  '--',
  '=?gbk?B?',
  '?=',
  '=',
  '<',
  '>',
  '"',
  '(',
  ';',
  ':',
  '> ',
  '-- \n',
  'Content-Type: multipart/mixed; boundary=b\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'Content-Type: text/html; charset=iso-2022-jp\r\n',
  'Content-Type: message/rfc822\r\n\r\n',
  'On Mon, 5 Jan 2026 at 10:00, A <a@b.example> wrote:\n> ',
  '<div><table><blockquote>',
  '<!--',
  '\xff\xfe',
  '\x1b$B',
  '+AGE-',
]

/** A damaged copy of a mail: pieces cut, doubled, multiplied, overwritten, moved, or grafted from another one. */
export function mutated(raw: Buffer, other: Buffer, random: () => number): Buffer {
  let bytes: Buffer = raw
  for (let steps = 1 + Math.floor(random() * 5); steps > 0; steps--) bytes = step(bytes, other, random)
  return bytes
}

function step(bytes: Buffer, other: Buffer, random: () => number): Buffer {
  const below = (limit: number): number => Math.floor(random() * limit)
  const at = below(bytes.length + 1)
  const end = Math.min(bytes.length, at + 1 + below(random() < 0.1 ? bytes.length : 200))
  const [head, middle, tail] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)]
  const graft = (): Buffer => {
    const start = below(other.length)
    return other.subarray(start, start + 1 + below(2000))
  }
  switch (below(8)) {
    case 0:
      return Buffer.concat([head, tail])
    case 1:
      return Buffer.concat([head, middle, middle, tail])
    case 2:
      return Buffer.concat([head, ...Array.from({ length: 2 + below(400) }, () => middle.subarray(0, 60)), tail])
    case 3:
      return Buffer.concat([head, Buffer.from(middle.map((byte) => byte ^ (1 << below(8)))), tail])
    case 4:
      return Buffer.concat([head, Buffer.from(tokens[below(tokens.length)] ?? '', 'latin1'), middle, tail])
    case 5:
      return Buffer.concat([
        head,
        Buffer.from((tokens[below(tokens.length)] ?? '').repeat(1 + below(300)), 'latin1'),
        tail,
      ])
    case 6:
      return Buffer.concat([head, graft(), tail])
    default:
      return Buffer.concat([head, tail, middle])
  }
}

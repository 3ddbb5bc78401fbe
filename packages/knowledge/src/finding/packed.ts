import type { Card } from './card.ts'

/** The two halves of a snapshot. */
interface Packed {
  readonly cards: readonly (readonly [id: string, card: Card])[]
  readonly words: Uint8Array
}

/** Cards as JSON, behind their length in four bytes, big-endian; then the words. */
export function pack({ cards, words }: Packed): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(cards))
  const bytes = new Uint8Array(4 + json.length + words.length)
  new DataView(bytes.buffer).setUint32(0, json.length)
  bytes.set(json, 4)
  bytes.set(words, 4 + json.length)
  return bytes
}

/** @throws SyntaxError if the bytes were damaged; whoever restores builds anew then */
export function unpack(bytes: Uint8Array): Packed {
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0)
  const json = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(4, 4 + length))
  return { cards: JSON.parse(json) as Packed['cards'], words: bytes.subarray(4 + length) } // what pack wrote; search checks its half
}

import type { Count } from '../reading/reading.ts'

/** Articles of a block: their places fit into a byte, and the postings of a term into a row that is never moved. */
export const BLOCK = 256

export const blockOf = (number: number): number => Math.floor(number / BLOCK)
export const placeOf = (number: number): number => number % BLOCK

/** Bytes of a posting: place, count, count in the headline; little-endian. */
export const POSTING = 5

/** The postings of a term in a block, with one of them set, or taken out; in the order of their places. */
export function withPosting(bytes: Buffer, place: number, count: Count | undefined): Buffer {
  const at = firstFrom(bytes, place)
  const behind = bytes[at] === place ? at + POSTING : at
  const posting = Buffer.alloc(count ? POSTING : 0)
  if (count) {
    posting.writeUInt8(place, 0)
    posting.writeUInt16LE(count[0], 1)
    posting.writeUInt16LE(count[1], 3)
  }
  return Buffer.concat([bytes.subarray(0, at), posting, bytes.subarray(behind)])
}

/** Where the first posting stands whose place is no less. */
function firstFrom(bytes: Buffer, place: number): number {
  let at = 0
  while (at < bytes.length && (bytes[at] ?? 0) < place) at += POSTING
  return at
}

/** Bytes of an article in its block: length, length of the headline, state; little-endian. */
export const CARD = 9

/** What scoring needs to know of an article besides its words. */
export interface Card {
  readonly length: number
  readonly headlineLength: number
  readonly state: number
}

/** The cards of a block with one of them set; an empty block where there was none. */
export function withCard(bytes: Buffer | undefined, place: number, card: Card): Buffer {
  const block = bytes ? Buffer.from(bytes) : Buffer.alloc(BLOCK * CARD)
  const at = place * CARD
  block.writeUInt32LE(card.length, at)
  block.writeUInt32LE(card.headlineLength, at + 4)
  block.writeUInt8(card.state, at + 8)
  return block
}

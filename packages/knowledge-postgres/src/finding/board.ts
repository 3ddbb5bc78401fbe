import { BLOCK, CARD } from '../writing/block.ts'

/**
 * Lengths and states of all articles, nine bytes each: what scoring needs of every article and what a process keeps
 * from question to question. A question brings the blocks that have changed since the last one, in the same snapshot as the
 * words.
 */
export class Board {
  /** The version of the index up to which it is known. */
  version = -1
  lengths = new Uint32Array(0)
  headlineLengths = new Uint32Array(0)
  states = new Uint8Array(0)

  /** Room for so many blocks. */
  reserve(blocks: number): void {
    if (blocks * BLOCK <= this.states.length) return
    const size = Math.ceil(blocks * 1.25) * BLOCK
    this.lengths = grown(this.lengths, new Uint32Array(size))
    this.headlineLengths = grown(this.headlineLengths, new Uint32Array(size))
    this.states = grown(this.states, new Uint8Array(size))
  }

  /** Takes a block as it is now. */
  take(block: number, bytes: Buffer): void {
    this.reserve(block + 1)
    for (let place = 0; place < BLOCK; place++) {
      const [number, at] = [block * BLOCK + place, place * CARD]
      this.lengths[number] = bytes.readUInt32LE(at)
      this.headlineLengths[number] = bytes.readUInt32LE(at + 4)
      this.states[number] = bytes.readUInt8(at + 8)
    }
  }
}

function grown<Numbers extends Uint32Array | Uint8Array>(old: Numbers, larger: Numbers): Numbers {
  larger.set(old)
  return larger
}

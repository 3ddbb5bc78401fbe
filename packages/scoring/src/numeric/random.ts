import { normalQuantile } from './normal-quantile.ts'

/** A stream of random numbers that its seed determines, on every machine. */
export interface Random {
  /** 32 random bits, as a whole number 0…2³²−1. */
  bits(): number
  /** Uniform on 0 < u < 1, 53 bits; never an end, so that a quantile of it is finite. */
  uniform(): number
  /** A whole number 0…below−1, each equally likely. */
  whole(below: number): number
  /** Standard normal, by inversion. */
  normal(): number
}

/**
 * A seeded random stream: xoshiro128** (Blackman & Vigna 2018, Scrambled linear pseudorandom number generators).
 *
 * @param seed - the same seed gives the same stream
 * @param stream - streams of one seed and different names are independent of each other
 * @example
 * ```ts
 * import { random } from '@casewell/scoring/numeric'
 *
 * const draw = () => random('week 12', 'callbacks').whole(100)
 * console.log(draw() === draw()) // true
 * ```
 */
export function random(seed: number | string, stream = ''): Random {
  return generator(seedWords(`${seed}\u0000${stream}`))
}

/** The generator from its raw state of four 32-bit words, not all zero. */
export function generator(words: readonly [number, number, number, number]): Random {
  let [a, b, c, d] = words
  const bits = (): number => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return result
  }
  const uniform = (): number => ((bits() >>> 5) * 0x4000000 + (bits() >>> 6) + 0.5) / 0x20000000000000
  return { bits, uniform, whole: (below) => Math.floor(uniform() * below), normal: () => normalQuantile(uniform()) }
}

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by))

/** Four words from a text: FNV-1a, then the finaliser of MurmurHash3 over a counter. */
function seedWords(text: string): [number, number, number, number] {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  const word = (n: number): number => {
    let h = (hash + Math.imul(n, 0x9e3779b9)) | 0
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
    return h ^ (h >>> 16)
  }
  return [word(1), word(2), word(3), word(4) | 1]
}

import { learningErrors } from '../errors.ts'
import type { Library } from '../library.ts'
import { type Ask, rarity } from '../plan.ts'
import { COUNT_UNITS, countIn, slotOf } from '../postings.ts'
import { wordsOf } from '../segment.ts'
import type { Shelved } from '../shelf.ts'
import { leadingDirections, type Sparse } from './subspace.ts'

/** An entry, by its place. */
interface Placed {
  readonly shelved: Shelved
  readonly number: number
}

/** A word in a single entry goes with no other. */
const FEWEST_ENTRIES = 2

/**
 * What the entries themselves teach about which words go together: texts are directions in a space of few dimensions,
 * where those that share no word can be near. Source: Deerwester et al., "Indexing by latent semantic analysis", 1990.
 */
export class Meaning {
  readonly #library: Library
  readonly #rows: ReadonlyMap<number, number>
  readonly #basis: Float32Array
  /** How finely meanings are told apart. */
  readonly dimensions: number
  #entries = new WeakMap<Shelved, Map<number, Float32Array>>()

  /** Made by `learnMeaning`. @param rows - row of a term id in `basis` */
  constructor(library: Library, rows: ReadonlyMap<number, number>, basis: Float32Array, dimensions: number) {
    this.#library = library
    this.#rows = rows
    this.#basis = basis
    this.dimensions = dimensions
  }

  /**
   * −1…1: how near each entry is to a query.
   *
   * @throws `search/other-meaning` where the entries are not of the search that it was learnt from
   */
  nearness(library: Library, asks: readonly Ask[], entries: readonly Placed[]): number[] {
    if (library !== this.#library) throw learningErrors['other-meaning']()
    const wanted = this.#ofQuery(asks)
    return entries.map(({ shelved, number }) => cosine(wanted, this.#ofEntry(shelved, number)))
  }

  #ofQuery(asks: readonly Ask[]): Float32Array {
    const point = new Float32Array(this.dimensions)
    for (const { members, weight } of asks)
      for (const { term, share } of members) this.#add(point, term, weight * share)
    return point
  }

  /** The direction of an entry, remembered as long as its segment is in use. */
  #ofEntry(shelved: Shelved, number: number): Float32Array {
    const points = this.#entries.get(shelved) ?? new Map<number, Float32Array>()
    this.#entries.set(shelved, points)
    const known = points.get(number)
    if (known !== undefined) return known
    const point = new Float32Array(this.dimensions)
    for (const [term, weight] of weightsOf(this.#library, shelved, number)) this.#add(point, term, weight)
    points.set(number, point)
    return point
  }

  #add(point: Float32Array, term: number, weight: number): void {
    const row = this.#rows.get(term)
    if (row === undefined) return
    const at = row * this.dimensions
    for (let i = 0; i < point.length; i++) point[i] = (point[i] as number) + weight * (this.#basis[at + i] as number) // in bounds
  }
}

function cosine(a: Float32Array, b: Float32Array): number {
  let dot = 0
  let aa = 0
  let bb = 0
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as number // in bounds, and so is y: both are of one space
    const y = b[i] as number
    dot += x * y
    aa += x * x
    bb += y * y
  }
  return aa === 0 || bb === 0 ? 0 : dot / Math.sqrt(aa * bb)
}

/** Learns from all entries; a generator, so that other work can go on between its steps. */
export function* learn(library: Library, dimensions: number): Generator<undefined, Meaning> {
  const { termEntries } = library.vocabulary
  const rows = new Map<number, number>()
  termEntries.forEach((entries, term) => {
    if (entries >= FEWEST_ENTRIES) rows.set(term, rows.size)
  })
  const width = Math.min(dimensions, rows.size, library.shelf.totals.entries)
  const basis = yield* leadingDirections(termsByEntries(library, rows), width)
  return new Meaning(library, rows, basis, width)
}

/** What a term weighs in an entry: rarity times the logarithm of its count. */
const weigh = (library: Library, term: number, count: number): number =>
  rarity(library.vocabulary.termEntries[term] ?? 0, library.shelf.totals.entries) *
  (1 + Math.log(Math.max(1, count / COUNT_UNITS)))

function weightsOf(library: Library, { segment }: Shelved, number: number): Map<number, number> {
  const { all } = segment
  const terms = new Set([...wordsOf(segment, number)].map((word) => library.vocabulary.termOf[word] ?? 0))
  const weights = new Map<number, number>()
  for (const term of terms) {
    const slot = slotOf(all, term)
    const count = countIn(all, all.starts[slot] ?? 0, all.starts[slot + 1] ?? 0, number)
    weights.set(term, weigh(library, term, count))
  }
  return weights
}

/** Weights of the terms in the living entries, each entry as a whole of length 1. */
function termsByEntries(library: Library, terms: ReadonlyMap<number, number>): Sparse {
  const starts = [0]
  const row: number[] = []
  const value: number[] = []
  for (const term of terms.keys()) {
    let before = 0
    for (const shelved of library.shelf.segments) {
      const { all } = shelved.segment
      const slot = slotOf(all, term)
      for (let i = all.starts[slot] ?? 0; slot >= 0 && i < (all.starts[slot + 1] ?? 0); i++) {
        const number = all.entries[i] ?? 0
        if (shelved.dead[number] === 1) continue
        row.push(before + number)
        value.push(weigh(library, term, all.counts[i] ?? 0))
      }
      before += shelved.dead.length
    }
    starts.push(row.length)
  }
  const rows = library.shelf.segments.reduce((sum, { dead }) => sum + dead.length, 0)
  return { rows, starts: Uint32Array.from(starts), row: Uint32Array.from(row), value: unitRows(rows, row, value) }
}

function unitRows(rows: number, row: readonly number[], value: readonly number[]): Float32Array {
  const squares = new Float64Array(rows)
  row.forEach((at, i) => {
    squares[at] = (squares[at] ?? 0) + (value[i] ?? 0) ** 2
  })
  return Float32Array.from(value, (weight, i) => weight / Math.sqrt(squares[row[i] ?? 0] ?? 1))
}

/** For each term the entries that hold it, and how often. Entries are numbers within one segment, ascending. */
export interface Postings {
  /** Term ids, ascending. */
  readonly terms: Uint32Array
  /** Where the entries of each term begin; one longer than `terms`. */
  readonly starts: Uint32Array
  readonly entries: Uint16Array
  /** How often the term stands in the entry, weighted by field, in units of 1 / `COUNT_UNITS`. */
  readonly counts: Uint16Array
}

/** A count of 1 in a field of weight 1 is stored as this number, so that fractions of weights survive. */
export const COUNT_UNITS = 32
const MOST = 0xffff

const asCount = (weighted: number): number => Math.min(MOST, Math.max(1, Math.round(weighted * COUNT_UNITS)))

/** Where the term stands in `terms`, or −1. */
export function slotOf({ terms }: Postings, term: number): number {
  let low = 0
  let high = terms.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = terms[middle] ?? 0
    if (found === term) return middle
    if (found < term) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** The count of one entry in a range of the postings, 0 where it does not stand. */
export function countIn({ entries, counts }: Postings, from: number, to: number, entry: number): number {
  let low = from
  let high = to - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = entries[middle] ?? 0
    if (found === entry) return counts[middle] ?? 0
    if (found < entry) low = middle + 1
    else high = middle - 1
  }
  return 0
}

/** Gathers (term, entry, count) entry by entry, and sorts them by term at the end. */
export class PostingsBuilder {
  readonly #terms: number[] = []
  readonly #entries: number[] = []
  readonly #counts: number[] = []

  add(entry: number, counts: ReadonlyMap<number, number>): void {
    for (const [term, count] of counts) {
      this.#terms.push(term)
      this.#entries.push(entry)
      this.#counts.push(asCount(count))
    }
  }

  /** @param tally - zeros, one for each term id; given back as zeros */
  build(tally: Uint32Array): Postings {
    const terms = this.#distinctTerms(tally)
    const starts = new Uint32Array(terms.length + 1)
    terms.forEach((term, slot) => {
      const start = starts[slot] ?? 0
      starts[slot + 1] = start + (tally[term] ?? 0)
      tally[term] = start
    })
    const entries = new Uint16Array(this.#terms.length)
    const counts = new Uint16Array(this.#terms.length)
    this.#terms.forEach((term, i) => {
      const position = tally[term] ?? 0
      tally[term] = position + 1
      entries[position] = this.#entries[i] ?? 0
      counts[position] = this.#counts[i] ?? 0
    })
    for (const term of terms) tally[term] = 0
    return { terms, starts, entries, counts }
  }

  #distinctTerms(tally: Uint32Array): Uint32Array {
    const distinct: number[] = []
    for (const term of this.#terms) {
      const seen = tally[term] ?? 0
      if (seen === 0) distinct.push(term)
      tally[term] = seen + 1
    }
    return Uint32Array.from(distinct).sort()
  }
}

import { compareText, type Range } from './key.ts'

interface Row {
  readonly key: string
  readonly id: string
}

const compare = (a: Row, b: Row): number => compareText(a.key, b.key) || compareText(a.id, b.id)

/** The rows of one index, in order: key, then id. */
export class SortedRows {
  readonly #rows: Row[] = []

  add({ key, id }: Row): void {
    this.#rows.splice(this.#seek({ key, id }), 0, { key, id })
  }

  delete(row: Row): void {
    const at = this.#seek(row)
    const found = this.#rows[at]
    if (found && compare(found, row) === 0) this.#rows.splice(at, 1)
  }

  /** The first id under exactly this key. */
  first(key: string): string | undefined {
    const row = this.#rows[this.#seek({ key, id: '' })]
    return row?.key === key ? row.id : undefined
  }

  count(range: Range): number {
    return Math.max(0, this.#seek({ key: range.upper, id: '' }) - this.#seek({ key: range.lower, id: '' }))
  }

  slice(range: Range, order: 'asc' | 'desc', limit: number, after?: Row): readonly Row[] {
    let start = this.#seek({ key: range.lower, id: '' })
    let end = this.#seek({ key: range.upper, id: '' })
    if (after && order === 'asc') start = Math.max(start, this.#seek(after, true))
    if (after && order === 'desc') end = Math.min(end, this.#seek(after))
    if (order === 'asc') return this.#rows.slice(start, Math.min(end, start + limit))
    return this.#rows.slice(Math.max(start, end - limit), Math.max(start, end)).reverse()
  }

  /** Where a row stands or would stand; with `behind`, the place just after it. */
  #seek(row: Row, behind = false): number {
    let low = 0
    let high = this.#rows.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const order = compare(this.#rows[middle] ?? row, row)
      if (order < 0 || (behind && order === 0)) low = middle + 1
      else high = middle
    }
    return low
  }
}

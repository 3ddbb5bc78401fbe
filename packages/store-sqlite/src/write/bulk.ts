import type { Connection, Statement, Value } from '../connection/connection.ts'

/** Rows a statement, largest first: any number of rows is made of few of them. */
const sizes = [64, 16, 4, 1] as const

/** Inserts many rows with few statements. */
export class Bulk {
  readonly #connection: Connection
  readonly #columns: number
  readonly #head: string
  readonly #tail: string
  readonly #prepared = new Map<number, Statement>()

  /** @param head - ends with `VALUES` */
  constructor(connection: Connection, columns: number, head: string, tail = '') {
    this.#connection = connection
    this.#columns = columns
    this.#head = head
    this.#tail = tail
  }

  /** @param values - of all rows, one after another */
  insert(values: readonly Value[]): void {
    let at = 0
    for (const size of sizes) {
      const width = size * this.#columns
      while (values.length - at >= width) {
        this.#statement(size).run(at === 0 && values.length === width ? values : values.slice(at, at + width))
        at += width
      }
    }
  }

  #statement(size: number): Statement {
    const known = this.#prepared.get(size)
    if (known) return known
    const row = `(${Array(this.#columns).fill('?').join(', ')})`
    const statement = this.#connection.prepare(`${this.#head} ${Array(size).fill(row).join(', ')} ${this.#tail}`)
    this.#prepared.set(size, statement)
    return statement
  }
}

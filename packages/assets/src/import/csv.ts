/**
 * Rows of a CSV file (RFC 4180: commas, quotes doubled inside quotes, line ends inside quotes), each as an object by the
 * names of the first line. Reads as it comes: a large file is never in memory as a whole.
 *
 * @example
 * ```ts
 * import { csvRows } from '@casewell/assets'
 *
 * for await (const row of csvRows(['name,note\nDuo,"says ""hi"", often"\n'])) console.log(row['name'], '-', row['note'])
 * // Duo - says "hi", often
 * ```
 */
export async function* csvRows(
  text: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<Record<string, string>, void, undefined> {
  let names: readonly string[] | undefined
  for await (const cells of csvCells(text)) {
    if (cells.length === 1 && cells[0] === '') continue
    if (names) yield Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))
    else names = cells.map((name) => name.replace(/^\uFEFF/, '').trim())
  }
}

async function* csvCells(text: AsyncIterable<string> | Iterable<string>): AsyncGenerator<readonly string[]> {
  const reader = new CellReader()
  for await (const piece of text) yield* reader.read(piece)
  yield* reader.end()
}

/** Remembers where in the grammar it stands, so that a piece may end anywhere. */
class CellReader {
  #cells: string[] = []
  #cell = ''
  #state: 'plain' | 'quoted' | 'quote-in-quoted' = 'plain'
  #isAfterReturn = false

  #inQuotes(char: string): void {
    if (char === '"') this.#state = 'quote-in-quoted'
    else this.#cell += char
  }

  *read(piece: string): Iterable<readonly string[]> {
    for (const char of piece) {
      const isSecondHalf = this.#isAfterReturn && char === '\n'
      this.#isAfterReturn = false
      if (this.#state === 'quoted') this.#inQuotes(char)
      else if (this.#state === 'quote-in-quoted' && char === '"') this.#add('"', 'quoted')
      else if (char === '"' && this.#cell === '') this.#state = 'quoted'
      else if (char === ',') this.#endCell()
      else if (isSecondHalf) continue
      else if (char === '\n' || char === '\r') {
        this.#isAfterReturn = char === '\r'
        yield this.#endRow()
      } else this.#add(char, 'plain')
    }
  }

  *end(): Iterable<readonly string[]> {
    if (this.#cell !== '' || this.#cells.length > 0) yield this.#endRow()
  }

  #add(char: string, state: 'plain' | 'quoted'): void {
    this.#cell += char
    this.#state = state
  }

  #endCell(): void {
    this.#cells.push(this.#cell)
    this.#cell = ''
    this.#state = 'plain'
  }

  #endRow(): readonly string[] {
    this.#endCell()
    const row = this.#cells
    this.#cells = []
    return row
  }
}

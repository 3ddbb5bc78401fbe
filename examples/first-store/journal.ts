import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
} from 'node:fs'

/** A file of JSON lines that only grows: what was appended is on the disk. */
export class Journal<Entry> {
  readonly #file: string
  readonly #read: readonly Entry[]
  #descriptor: number
  #size = 0

  constructor(file: string) {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : []
    this.#file = file
    this.#read = lines.map((line) => JSON.parse(line) as Entry) // written by `append` alone
    this.#descriptor = openSync(file, 'a')
    this.#size = Buffer.byteLength(lines.map((line) => `${line}\n`).join(''))
    ftruncateSync(this.#descriptor, this.#size) // what stood after the last whole line was never acknowledged
  }

  /** What was in the file when it was opened. */
  entries(): readonly Entry[] {
    return this.#read
  }

  /** All of it is on the disk, or nothing of it is. */
  append(entry: Entry): void {
    const line = Buffer.from(`${JSON.stringify(entry)}\n`)
    try {
      appendFileSync(this.#descriptor, line)
      fsyncSync(this.#descriptor)
      this.#size += line.length
    } catch (cause) {
      ftruncateSync(this.#descriptor, this.#size)
      throw cause
    }
  }

  /** Begins anew with one entry that says all that the others said. */
  replace(entry: Entry): void {
    const next = new Journal<Entry>(`${this.#file}.new`)
    next.append(entry)
    renameSync(`${this.#file}.new`, this.#file)
    closeSync(this.#descriptor)
    this.#descriptor = next.#descriptor
    this.#size = next.#size
  }

  close(): void {
    closeSync(this.#descriptor)
  }
}

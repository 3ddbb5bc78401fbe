import { createHash } from 'node:crypto'
import { misfitsOf } from '@casewell/errors'
import { storeErrors } from '../errors.ts'
import { linesOf } from './bytes.ts'
import { type Counts, Line, type LineOf, newestFormat } from './records.ts'

/** The lines of a backup, one after another, each parsed; the next one can be looked at before it is taken. */
export class Lines {
  readonly #source: AsyncIterator<Buffer>
  readonly #hash = createHash('sha256')
  #ahead: Line | undefined
  #number = 0
  #end: Counts | undefined

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = linesOf(source)[Symbol.asyncIterator]()
  }

  /** What the last line says that the backup holds; undefined until it was read. */
  get end(): Counts | undefined {
    return this.#end
  }

  /**
   * Reads the first line, which says what follows.
   *
   * @throws `store/bad-backup`, `store/newer-backup`
   */
  async open(): Promise<LineOf<'casewell-backup'>> {
    const first = await this.next()
    if (first?.is !== 'casewell-backup') throw this.bad('it does not begin like a backup')
    if (first.format > newestFormat)
      throw storeErrors['newer-backup']({ found: first.format, known: newestFormat, at: first.at })
    return first
  }

  /**
   * The line that comes next; undefined behind the last one, which was complete and is what was written.
   *
   * @throws `store/bad-backup`
   */
  async peek(): Promise<Line | undefined> {
    this.#ahead ??= await this.#read()
    return this.#ahead
  }

  /** @throws `store/bad-backup` */
  async next(): Promise<Line | undefined> {
    const line = await this.peek()
    this.#ahead = undefined
    return line
  }

  /** Lets go of the source. */
  async close(): Promise<void> {
    await this.#source.return?.()
  }

  /** What is wrong with the line that was read last. */
  bad(reason: string) {
    return storeErrors['bad-backup']({ line: this.#number, reason })
  }

  async #read(): Promise<Line | undefined> {
    if (this.#end) return undefined
    const step = await this.#source.next()
    if (step.done === true) throw this.bad('it ends here, and should not')
    this.#number++
    const bytes = step.value
    const line = this.#parse(bytes.toString('utf8'))
    if (line.is === 'end') return this.#finish(line)
    this.#hash.update(bytes).update('\n')
    return line
  }

  #parse(text: string): Line {
    let json: unknown
    try {
      json = JSON.parse(text)
    } catch {
      throw this.bad('it is no JSON')
    }
    const { success, data, error } = Line.safeParse(json)
    if (!success) throw this.bad(misfitsOf(error))
    return data
  }

  #finish({ counts, sha256 }: LineOf<'end'>): undefined {
    const found = this.#hash.digest('hex')
    if (found !== sha256) throw this.bad(`the lines before it have the SHA-256 ${found}, not ${sha256}`)
    this.#end = counts
  }
}

import type { RawHead, RawKept, RawLoad, RawPlaced } from '../driver.ts'
import { storeErrors } from '../errors.ts'
import { encodeKey, encodeText } from '../key.ts'
import type { BackupProgress, Engine } from './backup.ts'
import { Batch } from './batch.ts'
import { Erasures, Replay } from './erasures.ts'
import { Lines } from './lines.ts'
import { type Counts, keptOf, type LineOf, noCounts } from './records.ts'

/** How a backup is restored. */
export interface RestoreOptions {
  /** Which tenants, and under which names. @defaultValue all, each under its own */
  readonly tenants?: Readonly<Record<string, string>>
  /** Later backups (those of erased ids are enough): what they know to be erased is erased again. */
  readonly erased?: readonly AsyncIterable<Uint8Array>[]
  /** Called after each page of work. */
  readonly onProgress?: (done: BackupProgress) => void
}

/** What was restored. */
export interface Restored extends Counts {
  /** The names under which the tenants stand now. */
  readonly names: readonly string[]
  /** How many ids were erased again that the backup did not know to be erased. */
  readonly replayed: number
}

/** Restores a backup, see `StoreHost.restore`. */
export async function restore(
  engine: Engine,
  source: AsyncIterable<Uint8Array>,
  options: RestoreOptions,
): Promise<Restored> {
  const erasures = new Erasures()
  for (const later of options.erased ?? []) await erasures.learn(later)
  const lines = new Lines(source)
  const load = await engine.use((driver) => driver.load())
  try {
    const { content } = await lines.open()
    if (content !== 'all') throw lines.bad('it holds nothing but erased ids')
    return await new Restoring(engine, load, lines, options, erasures).run()
  } finally {
    await load.close()
    await lines.close()
  }
}

class Restoring {
  readonly #engine: Engine
  readonly #load: RawLoad
  readonly #lines: Lines
  readonly #options: RestoreOptions
  readonly #erasures: Erasures
  readonly #heads = new Map<string, RawHead>()
  readonly #found: string[] = []
  readonly #counts = noCounts()
  #replayed = 0

  constructor(engine: Engine, load: RawLoad, lines: Lines, options: RestoreOptions, erasures: Erasures) {
    this.#engine = engine
    this.#load = load
    this.#lines = lines
    this.#options = options
    this.#erasures = erasures
  }

  async run(): Promise<Restored> {
    for (let line = await this.#lines.next(); line; line = await this.#lines.next()) {
      if (line.is !== 'tenant') throw this.#lines.bad(`a line of kind ${line.is} belongs to no tenant`)
      await this.#tenant(line)
    }
    this.#checkNames()
    const taken = await this.#engine.use(() => this.#load.publish(this.#heads))
    if (taken.length > 0) throw storeErrors['already-there']({ tenants: taken })
    return { names: [...this.#heads.keys()], replayed: this.#replayed, ...this.#counts }
  }

  async #tenant(head: LineOf<'tenant'>): Promise<void> {
    this.#found.push(head.tenant)
    const { tenants } = this.#options
    const name = tenants ? tenants[head.tenant] : head.tenant
    if (name === undefined) return this.#skip()
    this.#engine.store(name) // refuses what cannot be the name of a tenant
    await this.#checkFree(name)
    await this.#engine.use(() => this.#load.begin(name))
    const replay = new Replay(this.#erasures.of(head.tenant), head.commit)
    await this.#docs(name, replay)
    await this.#events(name, head.position)
    await this.#blobs(name)
    this.#heads.set(name, { commit: replay.commit, position: head.position })
    this.#replayed += replay.erased
    this.#counts.tenants++
  }

  /** Said at once, and not after hours: `publish` asks again. */
  async #checkFree(name: string): Promise<void> {
    const isThere = (await this.#engine.use((driver) => driver.head(name))).commit > 0
    if (isThere || this.#heads.has(name)) throw storeErrors['already-there']({ tenants: [name] })
  }

  async #skip(): Promise<void> {
    while (!(await this.#isAt('tenant'))) if (!(await this.#lines.next())) return
  }

  async #docs(name: string, replay: Replay): Promise<void> {
    const batch = new Batch<RawKept>(async (some) => {
      await this.#engine.use(() => this.#load.docs(name, some))
      for (const { json } of some) this.#counts[json === null ? 'erased' : 'documents']++
      this.#report(name)
    })
    for await (const line of this.#run('doc', 'erased')) await batch.add(replay.pass(keptOf(line)))
    for (const kept of replay.rest()) await batch.add(kept)
    await batch.flush()
  }

  async #events(name: string, last: number): Promise<void> {
    const batch = new Batch<RawPlaced>(async (some) => {
      await this.#engine.use(() => this.#load.events(name, some))
      this.#counts.events += some.length
      this.#report(name)
    })
    let position = 0
    for await (const line of this.#run('event')) {
      if (line.position !== ++position) throw this.#lines.bad(`event ${position} is missing`)
      await batch.add({ position, subject: encodeText(line.json.subject), json: JSON.stringify(line.json) })
    }
    if (position !== last) throw this.#lines.bad(`the log ends at ${position}, not at ${last}`)
    await batch.flush()
  }

  /** A blob that only erased documents named is not restored. */
  async #blobs(name: string): Promise<void> {
    for await (const { blob } of this.#run('blob')) {
      const isNamed = await this.#engine.use(() => this.#load.isReferenced(name, '$blob', encodeKey([blob])))
      if (isNamed) await this.#blob(name, blob)
      else for await (const _ of this.#run('bytes', 'lost'));
      this.#report(name)
    }
  }

  async #blob(name: string, blob: string): Promise<void> {
    const written = await this.#engine.store(name).blobs.write(this.#bytes())
    const isLost = (await this.#isAt('lost')) && (await this.#lines.next()) !== undefined
    if (isLost) this.#counts.lost++
    else if (written.blob !== blob) throw this.#lines.bad(`the bytes of ${blob} have the hash ${written.blob}`)
    else this.#counts.blobs++
  }

  async *#bytes(): AsyncIterable<Uint8Array> {
    for await (const { base64 } of this.#run('bytes')) yield Buffer.from(base64, 'base64')
  }

  /** Lines as long as they are of such a kind. */
  async *#run<Is extends 'doc' | 'erased' | 'event' | 'blob' | 'bytes' | 'lost'>(
    ...kinds: readonly Is[]
  ): AsyncIterable<LineOf<Is>> {
    while (await this.#isAt(...kinds)) yield (await this.#lines.next()) as LineOf<Is> // of such a kind, as was just seen
  }

  async #isAt(...kinds: readonly string[]): Promise<boolean> {
    const line = await this.#lines.peek()
    return line !== undefined && kinds.includes(line.is)
  }

  #checkNames(): void {
    for (const tenant of Object.keys(this.#options.tenants ?? {}))
      if (!this.#found.includes(tenant)) throw storeErrors['no-tenant']({ tenant, where: 'backup', found: this.#found })
  }

  #report(tenant: string): void {
    this.#options.onProgress?.({ tenant, ...this.#counts })
  }
}

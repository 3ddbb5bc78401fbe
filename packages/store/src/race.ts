import { messageOf } from '@casewell/errors'
import { type Conflict, conflictsOf, storeErrors } from './errors.ts'

const nameOf = (collection: string, id: string): string => `${collection}/${id}`

/** So many names are remembered; what was forgotten is learnt again by one more conflict. */
const mostNames = 10_000

/** Ids that are taken for ever, as conflicts have told. */
export class Tombstones {
  readonly #names = new Set<string>()

  has(collection: string, id: string): boolean {
    return this.#names.has(nameOf(collection, id))
  }

  /** Learns from conflicts. False if one of them was known before: who knew and wrote all the same never wins. */
  learn(conflicts: readonly Conflict[]): boolean {
    const names = conflicts.filter(({ actual }) => actual === 'erased').map((c) => nameOf(c.collection, c.id))
    if (names.some((name) => this.#names.has(name))) return false
    if (this.#names.size + names.length > mostNames) this.#names.clear()
    for (const name of names) this.#names.add(name)
    return true
  }
}

const mostAttempts = 50

/** One unit of work that is decided again whenever it lost a race. */
export class Race {
  readonly #tombstones: Tombstones
  #lost = 0
  /** The unique keys that objected last time. */
  #taken = ''

  constructor(tombstones: Tombstones) {
    this.#tombstones = tombstones
  }

  /**
   * Resolves when it makes sense to decide again; throws what deciding again would not change.
   *
   * @throws `store/conflict` over an erased id or a unique key that decided again meets the same holder;
   * `store/contended` after 50 lost races in a row; whatever is no conflict
   */
  async lost(error: unknown): Promise<void> {
    const conflicts = conflictsOf(error)
    if (!conflicts || !this.#tombstones.learn(conflicts) || this.#isSameHolder(conflicts)) throw error
    this.#lost++
    if (this.#lost >= mostAttempts)
      throw storeErrors.contended({ attempts: this.#lost, last: messageOf(error) }, { cause: error })
    // Races are rare; after a few lost ones, waiting a random moment lets somebody through.
    if (this.#lost > 2) await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(50, this.#lost)))
  }

  /** Whoever looks for the holder of a unique key has found it by the second time. */
  #isSameHolder(conflicts: readonly Conflict[]): boolean {
    const keys = conflicts.filter(({ index }) => index !== undefined)
    const taken = keys.map((c) => `${nameOf(c.collection, c.id)} ${c.index} ${c.holder}`).join('\n')
    const isSame = taken !== '' && taken === this.#taken
    this.#taken = taken
    return isSame
  }
}

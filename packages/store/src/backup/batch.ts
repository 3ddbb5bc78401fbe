/** So many things are handed on at once. */
const page = 200

/** Lets others have their turn: an engine that answers at once would keep everybody waiting. */
export const yieldTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Gathers things, and hands them on together. */
export class Batch<Item> {
  readonly #handOn: (items: readonly Item[]) => Promise<void>
  #items: Item[] = []

  constructor(handOn: (items: readonly Item[]) => Promise<void>) {
    this.#handOn = handOn
  }

  async add(item: Item): Promise<void> {
    this.#items.push(item)
    if (this.#items.length >= page) await this.flush()
  }

  /** Hands on what is left. */
  async flush(): Promise<void> {
    const items = this.#items
    this.#items = []
    if (items.length === 0) return
    await this.#handOn(items)
    await yieldTurn()
  }
}

import { Best, byRank, type Ranked } from '../best.ts'
import { learningErrors } from '../errors.ts'

/**
 * Turns texts into vectors of one length, near where the texts mean the same; in the order of the texts. An embedding
 * model of the AI SDK fits: `async (texts) => (await embedMany({ model, values: [...texts] })).embeddings`.
 */
export type Embedder = (texts: readonly string[], kind: 'passage' | 'query') => Promise<readonly ArrayLike<number>[]>

/** A text to be found by its meaning. */
export interface Passage {
  readonly id: string
  readonly text: string
}

/** Passages found by an embedding model: every vector is compared, which is quick up to some 20,000 of them. */
export class Passages {
  readonly #embed: Embedder
  readonly #vectors = new Map<string, Float32Array>()

  constructor(embed: Embedder) {
    this.#embed = embed
  }

  get size(): number {
    return this.#vectors.size
  }

  /** Adds passages, or replaces those whose ids are known. @throws `search/vector-length`; whatever the embedder throws */
  async put(passages: readonly Passage[]): Promise<void> {
    const vectors = await this.#embedAll(
      passages.map(({ text }) => text),
      'passage',
    )
    for (const [i, { id }] of passages.entries()) this.#vectors.set(id, vectors[i] ?? new Float32Array(0))
  }

  remove(id: string): boolean {
    return this.#vectors.delete(id)
  }

  /** The passages nearest to a query, by cosine; those that point away from it are left out. */
  async find(query: string, limit = 10): Promise<readonly Ranked[]> {
    const [wanted = new Float32Array(0)] = await this.#embedAll([query], 'query')
    const best = new Best(limit, byRank)
    for (const [id, vector] of this.#vectors) {
      const score = dot(wanted, vector)
      if (score > 0) best.add({ id, score })
    }
    return best.ranked()
  }

  async #embedAll(texts: readonly string[], kind: 'passage' | 'query'): Promise<Float32Array[]> {
    const vectors = (await this.#embed(texts, kind)).map(unit)
    const [known = vectors[0]] = this.#vectors.values()
    const expected = known?.length ?? 0
    const odd = vectors.find((vector) => vector.length !== expected)
    if (odd !== undefined || vectors.length !== texts.length) {
      throw learningErrors['vector-length']({
        texts: texts.length,
        vectors: vectors.length,
        expected,
        length: odd?.length ?? expected,
      })
    }
    return vectors
  }
}

function unit(vector: ArrayLike<number>): Float32Array {
  const copy = Float32Array.from(vector)
  const length = Math.sqrt(dot(copy, copy))
  return length === 0 ? copy : copy.map((x) => x / length)
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number) // in bounds: the lengths were compared
  return sum
}

/**
 * Makes an empty set of passages.
 *
 * @example
 * ```ts
 * import { createPassages } from '@casewell/search/meaning'
 *
 * const passages = createPassages(async (texts) => texts.map((text) => [text.length, 1]))
 * await passages.put([{ id: 'short', text: 'a' }, { id: 'long', text: 'a longer text' }])
 * console.log((await passages.find('b', 1)).map(({ id }) => id)) // [ 'short' ]
 * ```
 */
export const createPassages = (embed: Embedder): Passages => new Passages(embed)

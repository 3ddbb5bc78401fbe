import { searchErrors } from './errors.ts'
import type { Shelved } from './shelf.ts'

/** A value of a tag, and how many of the found entries carry it. */
export interface FacetCount {
  readonly value: string
  readonly count: number
}

/** For each tag its values among the found entries, the most frequent first. */
export type Facets<Tag extends string = string> = { readonly [tag in Tag]: readonly FacetCount[] }

/** Counts values among found entries, segment by segment. */
export class FacetCounter<Tag extends string> {
  readonly #counts: ReadonlyMap<Tag, Map<string, number>>
  /** How many entries were found. */
  total = 0

  /** @throws `search/unknown-tag` */
  constructor(tags: readonly Tag[], known: readonly string[]) {
    for (const tag of tags) if (!known.includes(tag)) throw searchErrors['unknown-tag']({ tag, tags: known })
    this.#counts = new Map(tags.map((tag) => [tag, new Map()]))
  }

  /** @param found - 1 for each entry of the segment that was found */
  add({ segment }: Shelved, found: Uint8Array): void {
    for (const one of found) this.total += one
    for (const [tag, counts] of this.#counts) {
      for (const [value, numbers] of segment.tags.get(tag) ?? []) {
        let count = counts.get(value) ?? 0
        for (const number of numbers) count += found[number] ?? 0
        if (count > 0) counts.set(value, count)
      }
    }
  }

  facets(): Facets<Tag> {
    const sorted = [...this.#counts].map(([tag, counts]) => [
      tag,
      [...counts].map(([value, count]) => ({ value, count })).sort(mostFirst),
    ])
    return Object.fromEntries(sorted) as Facets<Tag> // one key for each tag, by construction
  }
}

const mostFirst = (a: FacetCount, b: FacetCount): number => b.count - a.count || (a.value < b.value ? -1 : 1)

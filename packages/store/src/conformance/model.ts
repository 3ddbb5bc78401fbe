import type { Conflict } from '../errors.ts'
import type { Write } from '../write.ts'
import type { Box } from './boxes.ts'

interface Kept {
  readonly version: number
  readonly box: Box
}

/** What a store of boxes must do, written down as simply as possible and slowly: a map, and a list of subjects. */
export class Model {
  readonly docs = new Map<string, Kept | 'erased'>()
  readonly log: string[] = []
  commit = 0

  /** Every expectation that does not hold, or none: then it is done. */
  apply(writes: readonly Write[], subjects: readonly string[]): readonly Conflict[] {
    const failing = writes.filter((write) => !this.#holds(write))
    const holding = writes.filter((write) => !failing.includes(write))
    const conflicts = [...failing.map((write) => this.#conflictOf(write)), ...this.#taken(holding)]
    if (conflicts.length > 0) return conflicts
    this.commit++
    for (const { kind, id, doc } of writes) {
      if (kind === 'put') this.docs.set(id, { version: this.commit, box: doc as Box }) // the kit puts nothing else
      if (kind === 'delete') this.docs.delete(id)
      if (kind === 'erase') this.docs.set(id, 'erased')
    }
    this.log.push(...subjects)
    return []
  }

  /** Ids by a key, in the order of key and id. The keys of the kit's boxes are plain ASCII, where `<` is good enough. */
  ids(keysOf: (box: Box) => readonly string[]): readonly string[] {
    const rows = [...this.docs].flatMap(([id, kept]) =>
      kept === 'erased' ? [] : [...new Set(keysOf(kept.box))].map((key) => ({ key, id })),
    )
    rows.sort((a, b) => (a.key === b.key ? (a.id < b.id ? -1 : 1) : a.key < b.key ? -1 : 1))
    return rows.map(({ id }) => id)
  }

  #actual(id: string): 'absent' | 'erased' | number {
    const kept = this.docs.get(id)
    return kept === undefined ? 'absent' : kept === 'erased' ? 'erased' : kept.version
  }

  #holds({ kind, id, expect }: Write): boolean {
    const actual = this.#actual(id)
    if (expect === 'missing') return actual === 'absent' || actual === 'erased'
    if (actual === 'erased') return kind === 'erase' && expect === 'any'
    return expect === 'any' || expect === actual
  }

  #conflictOf({ collection, id, expect }: Write): Conflict {
    return { collection: collection.name, id, expected: expect, actual: this.#actual(id) }
  }

  /** Puts that take a label which somebody keeps, or which another put before them takes. */
  #taken(writes: readonly Write[]): readonly Conflict[] {
    const takers = new Map<string, string>()
    return writes.flatMap((write) => {
      const label = write.kind === 'put' ? (write.doc as Box).label : null // as above
      if (label === null || this.#labelOf(write.id) === label) return []
      const written = new Set(writes.filter(({ kind }) => kind !== 'check').map(({ id }) => id))
      const keeps = (id: string) =>
        !written.has(id) || writes.some((w) => w.id === id && (w.doc as Box | undefined)?.label === label)
      const holder = [...this.docs.keys()].find((id) => this.#labelOf(id) === label && keeps(id)) ?? takers.get(label)
      if (holder !== undefined) return [{ ...this.#conflictOf(write), index: 'label', holder }]
      takers.set(label, write.id)
      return []
    })
  }

  #labelOf(id: string): string | null {
    const kept = this.docs.get(id)
    return kept === undefined || kept === 'erased' ? null : kept.box.label
  }
}

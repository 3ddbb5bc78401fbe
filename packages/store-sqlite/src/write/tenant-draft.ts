import { type RawEntry, TenantDraft as StoreDraft } from '@casewell/store'
import { DraftDoc } from './draft-doc.ts'

/** What a draft asks of the file when it does not know. */
export interface Source {
  isReferenced(space: string, key: string): boolean
  /** Reads the rows that stand beside a document. */
  entries(text: string): readonly RawEntry[]
}

/** One tenant while commits are decided: the file, with what was decided so far laid over it. */
export class TenantDraft extends StoreDraft<DraftDoc> {
  readonly #source: Source

  constructor(name: string, source: Source) {
    super(name)
    this.#source = source
  }

  isReferenced(space: string, key: string): boolean {
    return this.#source.isReferenced(space, key)
  }

  protected newDoc(collection: string, id: string): DraftDoc {
    return new DraftDoc(collection, id, this.#source.entries)
  }
}

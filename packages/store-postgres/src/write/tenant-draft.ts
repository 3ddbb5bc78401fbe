import { TenantDraft as StoreDraft } from '@casewell/store'
import { DraftDoc } from './draft-doc.ts'

/** One tenant while commits are decided: the database, with what was decided so far laid over it. */
export class TenantDraft extends StoreDraft<DraftDoc> {
  /** Its number in the database; none while it has no row. */
  number: number | undefined

  found(number: number, commits: number, position: number): void {
    this.number = number
    this.stands(commits, position)
  }

  /** Such a commit is the first of its stretch: what the database had is what there is. */
  isReferenced(space: string, key: string): boolean {
    return this.holder(space, key) !== undefined
  }

  protected newDoc(collection: string, id: string): DraftDoc {
    return new DraftDoc(collection, id)
  }
}

import type { Draft } from '@casewell/bus'
import type { AnyCollection, Collection, Page, Query, Stored, UnitOfWork } from '@casewell/store'
import type { Actor } from './actor.ts'
import { CaseCommands } from './cases/case-commands.ts'
import type { Kernel } from './kernel.ts'
import { CustomerCommands } from './people/customer-commands.ts'
import { checkDraft, tell } from './tell.ts'
import type { Work } from './work.ts'

/** A unit of work with the desk's own verbs. */
export class DeskWork implements Work {
  readonly #unit: UnitOfWork
  readonly cases: CaseCommands
  readonly customers: CustomerCommands
  readonly seal: (...parts: readonly string[]) => string

  constructor(unit: UnitOfWork, actor: Actor, kernel: Kernel) {
    this.#unit = unit
    this.cases = new CaseCommands(unit, actor, kernel)
    this.customers = new CustomerCommands(unit, actor, kernel)
    this.seal = kernel.seal
  }

  get now(): Date {
    return this.#unit.now
  }
  get<Doc>(from: Collection<Doc, never>, id: string): Promise<Stored<Doc> | undefined> {
    return this.#unit.get(from, id)
  }
  find<Doc, Index extends string>(from: Collection<Doc, Index>, query: Query<Index>): Promise<Page<Stored<Doc>>> {
    return this.#unit.find(from, query)
  }
  put<Doc>(to: Collection<Doc, never>, id: string, doc: NoInfer<Doc>): void {
    this.#unit.put(to, id, doc)
  }
  remove(from: AnyCollection, id: string): void {
    this.#unit.remove(from, id)
  }
  erase(from: AnyCollection, id: string): void {
    this.#unit.erase(from, id)
  }
  claim<Doc>(from: Collection<Doc, never>, id: string, doc: NoInfer<Doc>): Promise<boolean> {
    return this.#unit.claim(from, id, doc)
  }
  emit(draft: Draft): void {
    tell(this.#unit, draft)
  }
  schedule(at: Date, draft: Draft, key?: string): void {
    this.#unit.schedule(at, checkDraft(draft), key)
  }
  unschedule(key: string): void {
    this.#unit.unschedule(key)
  }
}

import { type Store, transact, type UnitOfWork } from '@casewell/store'
import { type Actor, actorName } from '../actor.ts'
import { CaseContents, Conversations } from '../cases/collections.ts'
import { Messages } from '../cases/message.ts'
import { coreErrors } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import { Customers, Handles } from '../people/collections.ts'
import { tell } from '../tell.ts'
import { forgetBlobs } from './blobs.ts'
import { type Erasure, Erasures } from './collections.ts'
import type { Gone } from './erasing.ts'
import { CustomerErased, ErasureAsked, ErasureDone, ErasureDue } from './events.ts'
import { casesOf, type DocName, familyOf, messagesOf, namesAbout } from './held.ts'
import { Removal, standing } from './removal.ts'
import type { Scope } from './scope.ts'
import { handlesOf, subjectsOf, whatOf } from './subjects.ts'

/** Nobody has gone on for so long: somebody else does. Milliseconds. */
const stalledMs = 60_000
/** So many messages or conversations are erased in one commit. */
const perCommit = 50

type Removing = (removal: Removal, unit: UnitOfWork) => Promise<void>

/**
 * Erases content in many small commits, each of which leaves less to do; a timer goes on after a crash. Whoever erases
 * at the same time does no harm.
 */
export class Eraser {
  readonly #store: Store
  readonly #kernel: Kernel

  constructor(store: Store, kernel: Kernel) {
    this.#store = store
    this.#kernel = kernel
  }

  /** Writes down what shall be erased: from here on, it will be. */
  begin(scope: Scope, actor: Actor): Promise<string> {
    return transact(
      this.#store,
      async (unit) => {
        const id = this.#kernel.ids()
        const { customers, handles } = await subjectsOf(unit, scope)
        const empty = { handles, status: 'running', doneAt: null, documents: 0 } as const
        unit.put(Erasures, id, {
          scope: { ...scope },
          customers: [...customers],
          ...empty,
          by: actorName(actor),
          askedAt: unit.now.toISOString(),
        })
        tell(unit, ErasureAsked(id, { what: whatOf(scope) }))
        this.#schedule(unit, id)
        return id
      },
      { by: { actor: actorName(actor) } },
    )
  }

  /** Erases what is left, and resolves when nothing is: in documents, blobs and the engine's files. */
  async run(id: string): Promise<Erasure> {
    const erasure = (await this.#store.get(Erasures, id))?.doc
    if (!erasure) throw coreErrors['no-erasure']({ erasure: id })
    if (erasure.status === 'running') await this.#content(id, erasure)
    await forgetBlobs(this.#store, id)
    await this.#store.wipe()
    return this.#finish(id)
  }

  async #content(id: string, { scope, customers, handles }: Erasure): Promise<void> {
    const { message, file } = scope
    if (scope.customer !== undefined) return this.#person(id, customers, handles)
    if (scope.case !== undefined) return this.#family(id, scope.case)
    if (message === undefined) return
    if (file !== undefined) return this.#unit(id, (removal) => removal.file(message, file))
    await this.#unit(id, (removal) => removal.message(message))
    await this.#about(id, [message], nobody)
  }

  /** Content first, while the handles still tell what is theirs; then the person; then what came in meanwhile. */
  async #person(id: string, customers: readonly string[], sealed: readonly string[]): Promise<void> {
    const handles = await handlesOf(this.#store, customers)
    const gone = { customers: new Set(customers), handles: new Set(handles.map(({ value }) => value.toLowerCase())) }
    await this.#around(id, gone, sealed)
    await this.#unit(id, async (removal, unit) => {
      for (const handle of await handlesOf(unit, customers)) unit.remove(Handles, handle.id)
      for (const customer of customers) {
        if (!(await unit.get(Customers, customer))) continue
        removal.erase(Customers, customer)
        tell(unit, CustomerErased(customer, {}))
      }
    })
    await this.#around(id, { ...gone, handles: new Set() }, sealed)
  }

  async #around(id: string, gone: Gone, sealed: readonly string[]): Promise<void> {
    for await (const of of casesOf(this.#store, [...gone.customers])) await this.#case(id, of, gone)
    await this.#about(id, [...gone.customers, ...sealed], gone)
  }

  async #family(id: string, root: string): Promise<void> {
    for await (const of of familyOf(this.#store, root)) await this.#case(id, of, nobody)
  }

  async #case(id: string, of: string, gone: Gone): Promise<void> {
    for (let more = true; more; ) {
      const messages = await this.#store.find(Messages, { index: 'timeline', equals: [of], limit: perCommit })
      const talks = await this.#store.find(Conversations, { index: 'case', equals: [of], limit: perCommit })
      more = messages.items.length + talks.items.length > 0
      await this.#unit(id, async (removal) => {
        for (const message of messages.items) await removal.message(message.id)
        for (const talk of talks.items) removal.erase(Conversations, talk.id)
      })
    }
    if (await this.#store.get(CaseContents, of)) await this.#unit(id, (removal) => removal.content(of))
    await this.#about(id, [of], gone)
  }

  async #about(id: string, subjects: readonly string[], gone: Gone): Promise<void> {
    for await (const name of namesAbout(this.#store, subjects))
      if (!standing.has(name.collection)) await this.#document(id, name, gone)
  }

  async #document(id: string, name: DocName, gone: Gone): Promise<void> {
    if (name.collection === Conversations.name) return this.#conversation(id, name.id, gone)
    if (name.collection !== Messages.name) return this.#unit(id, (removal) => removal.document(name, gone))
    await this.#unit(id, (removal) => removal.message(name.id))
    await this.#about(id, [name.id], gone)
  }

  /** A conversation in somebody else's case: the person leaves it, what others said stays. */
  async #conversation(id: string, conversation: string, gone: Gone): Promise<void> {
    const stored = await this.#store.get(Conversations, conversation)
    if (!stored) return
    await this.#unit(id, (removal) => removal.participant(conversation, gone))
    if (gone.handles.size > 0)
      for await (const message of messagesOf(this.#store, stored.doc.case))
        await this.#unit(id, (removal) => removal.wire(message.id, gone))
  }

  /** One commit, if there is anything to do; it also says that somebody is at it. */
  #unit(id: string, remove: Removing): Promise<void> {
    return transact(
      this.#store,
      async (unit) => {
        const removal = new Removal(unit, this.#kernel)
        await remove(removal, unit)
        if (removal.documents === 0) return
        const erasure = await unit.get(Erasures, id)
        if (!erasure) return
        unit.put(Erasures, id, { ...erasure.doc, documents: erasure.doc.documents + removal.documents })
        this.#schedule(unit, id)
      },
      { by: { actor: 'system:privacy', correlation: id } },
    )
  }

  #finish(id: string): Promise<Erasure> {
    return transact(
      this.#store,
      async (unit) => {
        const stored = await unit.get(Erasures, id)
        if (!stored) throw coreErrors['no-erasure']({ erasure: id })
        if (stored.doc.status === 'done') return stored.doc
        const done: Erasure = { ...stored.doc, status: 'done', handles: [], doneAt: unit.now.toISOString() }
        unit.put(Erasures, id, done)
        unit.unschedule(timerOf(id))
        tell(unit, ErasureDone(id, { what: whatOf(done.scope), documents: done.documents }))
        return done
      },
      { by: { actor: 'system:privacy', correlation: id } },
    )
  }

  #schedule(unit: UnitOfWork, id: string): void {
    unit.schedule(new Date(unit.now.getTime() + stalledMs), ErasureDue(id, {}), timerOf(id))
  }
}

const nobody: Gone = { customers: new Set(), handles: new Set() }
const timerOf = (id: string): string => `erasure/${id}`

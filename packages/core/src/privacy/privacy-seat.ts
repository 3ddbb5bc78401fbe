import { type Page, type Store, transact } from '@casewell/store'
import { type Actor, actorName } from '../actor.ts'
import { caseErrors } from '../case/errors.ts'
import { Cases } from '../cases/collections.ts'
import type { Kernel } from '../kernel.ts'
import type { Named } from '../people/people-reader.ts'
import { type Asking, permitOn } from '../people/person.ts'
import { type Deed, permit } from '../policy.ts'
import { tell } from '../tell.ts'
import { type Erasure, Erasures } from './collections.ts'
import { Eraser } from './eraser.ts'
import { DataExported } from './events.ts'
import { type Exported, Exporter } from './exporter.ts'
import type { Scope } from './scope.ts'
import { messageOf, whatOf } from './subjects.ts'

/** Export and erasure, as somebody. */
export class PrivacySeat {
  readonly #store: Store
  readonly #actor: Actor
  readonly #kernel: Kernel
  readonly #asking: Asking

  constructor(store: Store, actor: Actor, kernel: Kernel) {
    this.#store = store
    this.#actor = actor
    this.#kernel = kernel
    this.#asking = { reader: store, actor, kernel }
  }

  /**
   * Everything that is held on a person, a case, a message or a file: documents, then files, then the history. That
   * somebody took it is recorded.
   *
   * @throws `core/denied`, `core/needs-verification`, `core/no-customer`, `case/not-found`, `core/no-message`
   */
  async export(scope: Scope): Promise<AsyncIterable<Exported>> {
    const subject = await this.#permitted(scope, 'export-data', 'export-data')
    const by = { actor: actorName(this.#actor) }
    await transact(this.#store, (unit) => tell(unit, DataExported(subject, { what: whatOf(scope) })), { by })
    return new Exporter(this.#store, this.#actor, this.#kernel).of(scope)
  }

  /**
   * Erases content for ever: of a person with all their cases, of a case, of a message or of one of its files. Documents,
   * index entries, blobs and what plugins keep are gone when it resolves; history, counts and scores stand. If the
   * process ends meanwhile, the desk goes on when it starts again.
   *
   * @throws `core/denied`, `core/no-customer`, `case/not-found`, `core/no-message`, `core/no-file`
   */
  async erase(scope: Scope): Promise<Named<Erasure>> {
    await this.#permitted(scope, 'erase-customer', 'redact')
    const eraser = new Eraser(this.#store, this.#kernel)
    const id = await eraser.begin(scope, this.#actor)
    return { id, ...(await eraser.run(id)) }
  }

  /** What was erased, newest first: ids and numbers, so that it can be erased again from what a backup brings back. */
  async erasures(
    page: { readonly limit: number; readonly cursor?: string } = { limit: 50 },
  ): Promise<Page<Named<Erasure>>> {
    permit(this.#actor, 'redact')
    const { items, next } = await this.#store.find(Erasures, { index: 'recent', order: 'desc', ...page })
    const shown = items.map(({ id, doc }) => ({ id, ...doc }))
    return next === undefined ? { items: shown } : { items: shown, next }
  }

  /** Whoever may not is stopped before it is looked whether there is anything. Gives the id that it is about. */
  async #permitted(scope: Scope, onPerson: Deed, onCase: Deed): Promise<string> {
    const { customer } = scope
    if (customer !== undefined) {
      await permitOn(this.#asking, onPerson, { id: '', customer })
      return customer
    }
    permit(this.#actor, onCase)
    const id = scope.case ?? (await messageOf(this.#store, scope.message, scope.file)).case
    const stored = await this.#store.get(Cases, id)
    if (!stored) throw caseErrors['not-found']({ case: id })
    await permitOn(this.#asking, onCase, stored.doc)
    return scope.message ?? id
  }
}

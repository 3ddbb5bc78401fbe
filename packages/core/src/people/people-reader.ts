import { rowsOf, type Store } from '@casewell/store'
import type { Actor } from '../actor.ts'
import { coreErrors } from '../errors.ts'
import { type Handle, normalizeHandle } from '../handle.ts'
import type { Kernel } from '../kernel.ts'
import { permit } from '../policy.ts'
import { checkLevel } from '../verification/level.ts'
import { type Customer, Customers, Handles } from './collections.ts'
import { personOf } from './person.ts'
import { type Agent, Agents, type Queue, Queues } from './team.ts'

/** A document with its id. */
export type Named<Doc> = Doc & { readonly id: string }

/** What one can read of customers and the team, as somebody. */
export class PeopleReader {
  readonly #store: Store
  readonly #actor: Actor
  readonly #kernel: Kernel

  constructor(store: Store, actor: Actor, kernel: Kernel) {
    this.#store = store
    this.#actor = actor
    this.#kernel = kernel
  }

  /** The customer, or the one who remains after merges. A customer reads only themselves. */
  async customer(id: string): Promise<Named<Customer>> {
    const person = await this.#permitted(id)
    const stored = await this.#store.get(Customers, person)
    if (!stored) throw coreErrors['no-customer']({ customer: id })
    return { id: person, ...stored.doc }
  }

  async customerByHandle(handle: Pick<Handle, 'kind' | 'value'>): Promise<Named<Customer> | undefined> {
    permit(this.#actor, 'read-customers')
    const { kind, value } = normalizeHandle(handle)
    const stored = await this.#store.get(Handles, this.#kernel.seal('handle', kind, value))
    return stored && this.customer(stored.doc.customer)
  }

  async handles(customer: string): Promise<readonly Handle[]> {
    const person = await this.#permitted(customer)
    const handles = await named(rowsOf(this.#store, Handles, { index: 'customer', equals: [person] }))
    return handles.map(({ kind, value, assurance }) => ({ kind, value, assurance }))
  }

  async agent(id: string): Promise<Named<Agent> | undefined> {
    const stored = await this.#store.get(Agents, id)
    return stored && { id, ...stored.doc }
  }

  async agents(): Promise<readonly Named<Agent>[]> {
    return named(rowsOf(this.#store, Agents, { index: 'name' }))
  }

  async queue(id: string): Promise<Named<Queue> | undefined> {
    const stored = await this.#store.get(Queues, id)
    return stored && { id, ...stored.doc }
  }

  async queues(): Promise<readonly Named<Queue>[]> {
    return named(rowsOf(this.#store, Queues, { index: 'name' }))
  }

  /** The person behind an id; whoever is not that person must be one who reads customers. */
  async #permitted(customer: string): Promise<string> {
    const person = await personOf(this.#store, customer)
    const isOwn = this.#actor.id === customer || person === (await personOf(this.#store, this.#actor.id))
    if (!isOwn) permit(this.#actor, 'read-customers')
    else if (this.#actor.role === 'customer')
      await checkLevel(this.#store, this.#kernel, this.#actor, 'read-customers', async () => person)
    return person
  }
}

/** All of them, each with its id. */
export async function named<Doc>(
  rows: AsyncIterable<{ readonly id: string; readonly doc: Doc }>,
): Promise<readonly Named<Doc>[]> {
  const all: Named<Doc>[] = []
  for await (const { id, doc } of rows) all.push({ id, ...doc })
  return all
}

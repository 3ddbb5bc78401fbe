import { rowsOf, type Stored, type UnitOfWork } from '@casewell/store'
import { type Actor, actorName } from '../actor.ts'
import { coreErrors } from '../errors.ts'
import { type Handle, normalizeHandle } from '../handle.ts'
import type { Kernel } from '../kernel.ts'
import { permit } from '../policy.ts'
import { tell } from '../tell.ts'
import { type Customer, Customers, Handles, Organizations } from './collections.ts'
import { CustomerChanged, CustomerCreated, CustomerMerged, HandleAdded } from './events.ts'
import { personOf } from './person.ts'

/** What one may say about a customer. */
export type CustomerFacts = Partial<Pick<Customer, 'name' | 'organization' | 'locale' | 'timeZone' | 'fields'>>

/** Who a customer is, for whoever opens a case. */
export interface KnownCustomer {
  readonly id: string
  readonly organization: string | null
}

const strength = { unverified: 0, asserted: 1, verified: 2 } as const

/** What one can do with customers, inside one unit of work. */
export class CustomerCommands {
  readonly #unit: UnitOfWork
  readonly #actor: Actor
  readonly #kernel: Kernel

  constructor(unit: UnitOfWork, actor: Actor, kernel: Kernel) {
    this.#unit = unit
    this.#actor = actor
    this.#kernel = kernel
  }

  /** The customer whose handle this is; a new one, if nobody is known by it. A stronger assurance is kept. */
  async identify(handle: Handle, facts: CustomerFacts = {}): Promise<KnownCustomer> {
    permit(this.#actor, 'manage-customers')
    const known = await this.find(handle)
    if (known === null) return this.create([handle], facts)
    await this.addHandle(known, handle)
    const customer = await this.#get(known)
    if (customer.doc.name === null && facts.name)
      this.#unit.put(Customers, known, { ...customer.doc, name: facts.name })
    return { id: known, organization: customer.doc.organization }
  }

  async create(handles: readonly Handle[], facts: CustomerFacts = {}): Promise<KnownCustomer> {
    permit(this.#actor, 'manage-customers')
    const id = this.#kernel.ids()
    const organization = facts.organization ?? (await this.#organizationOf(handles))
    const blank = { name: null, locale: null, timeZone: null, fields: {}, mergedInto: null, provenance: [] }
    this.#unit.put(Customers, id, { ...blank, ...facts, organization, createdAt: this.#time })
    tell(this.#unit, CustomerCreated(id, { organization }))
    for (const handle of handles) await this.addHandle(id, handle)
    return { id, organization }
  }

  async update(id: string, facts: CustomerFacts): Promise<void> {
    permit(this.#actor, 'manage-customers')
    const { id: root, doc } = await this.#get(id)
    const fields = { ...doc.fields, ...facts.fields }
    this.#unit.put(Customers, root, { ...doc, ...facts, fields })
    tell(this.#unit, CustomerChanged(root, { fields: Object.keys(facts) }))
  }

  /** @throws `core/handle-taken` if it is somebody else's */
  async addHandle(id: string, handle: Handle): Promise<void> {
    permit(this.#actor, 'manage-customers')
    const normal = normalizeHandle(handle)
    const sealed = this.sealed(handle)
    const known = (await this.#unit.get(Handles, sealed))?.doc
    const person = await personOf(this.#unit, id)
    if (known && (await personOf(this.#unit, known.customer)) !== person)
      throw coreErrors['handle-taken']({ kind: normal.kind, holder: known.customer })
    if (known && strength[known.assurance] >= strength[normal.assurance]) return
    this.#unit.put(Handles, sealed, {
      ...normal,
      customer: person,
      addedAt: known?.addedAt ?? this.#time,
      from: known?.from ?? null,
    })
    tell(this.#unit, HandleAdded(person, { kind: normal.kind, assurance: normal.assurance }))
  }

  /**
   * Makes two customers one. `from` stays findable under `into`, which remembers where its parts came from.
   *
   * @throws `core/two-identities` if both are verified users, and not the same one
   */
  async merge(
    from: string,
    into: string,
    { reason, isAutomatic = false }: { readonly reason: string; readonly isAutomatic?: boolean },
  ): Promise<void> {
    permit(this.#actor, 'merge-customers')
    const [source, target] = [await this.#get(from), await this.#get(into)]
    if (source.id === target.id) return
    const [sources, targets] = [await this.#handles(source.id), await this.#handles(target.id)]
    const users = (handles: typeof sources) =>
      handles.filter(({ doc }) => doc.kind === 'user' && doc.assurance === 'verified')
    if (users(sources).length > 0 && users(targets).length > 0)
      throw coreErrors['two-identities']({ from: source.id, into: target.id })
    for (const { id, doc } of sources)
      this.#unit.put(Handles, id, { ...doc, customer: target.id, from: doc.from ?? source.id })
    this.#unit.put(Customers, source.id, { ...source.doc, mergedInto: target.id })
    const provenance = [
      ...target.doc.provenance,
      { from: source.id, at: this.#time, by: actorName(this.#actor), reason },
    ]
    const { name, locale, timeZone, organization } = source.doc
    const kept = {
      name: target.doc.name ?? name,
      locale: target.doc.locale ?? locale,
      timeZone: target.doc.timeZone ?? timeZone,
    }
    const fields = { ...source.doc.fields, ...target.doc.fields }
    this.#unit.put(Customers, target.id, {
      ...target.doc,
      ...kept,
      organization: target.doc.organization ?? organization,
      fields,
      provenance,
    })
    tell(this.#unit, CustomerMerged(source.id, { into: target.id, isAutomatic }))
  }

  /** Whose handle this is, or null. */
  async find(handle: Pick<Handle, 'kind' | 'value'>): Promise<string | null> {
    const stored = await this.#unit.get(Handles, this.sealed(handle))
    return stored ? (await this.#get(stored.doc.customer)).id : null
  }

  /** The id under which a handle is kept: it tells nothing of the handle, and documents can be `about` it. */
  sealed(handle: Pick<Handle, 'kind' | 'value'>): string {
    const { kind, value } = normalizeHandle(handle)
    return this.#kernel.seal('handle', kind, value)
  }

  /** The customer, or the one who remains after merges. */
  async current(id: string): Promise<KnownCustomer> {
    const { id: root, doc } = await this.#get(id)
    return { id: root, organization: doc.organization }
  }

  async handlesOf(id: string): Promise<readonly Handle[]> {
    return (await this.#handles(await personOf(this.#unit, id))).map(({ doc: { kind, value, assurance } }) => ({
      kind,
      value,
      assurance,
    }))
  }

  get #time(): string {
    return this.#unit.now.toISOString()
  }

  async #get(id: string): Promise<Stored<Customer>> {
    const stored = await this.#unit.get(Customers, id)
    if (!stored) throw coreErrors['no-customer']({ customer: id })
    return stored.doc.mergedInto === null ? stored : this.#get(stored.doc.mergedInto)
  }

  async #handles(id: string) {
    const handles = []
    for await (const handle of rowsOf(this.#unit, Handles, { index: 'customer', equals: [id] })) handles.push(handle)
    return handles
  }

  /** The organization whose domain the first address belongs to. */
  async #organizationOf(handles: readonly Handle[]): Promise<string | null> {
    const domain = handles
      .find(({ kind }) => kind === 'email')
      ?.value.split('@')
      .at(-1)
      ?.toLowerCase()
    if (!domain) return null
    const { items } = await this.#unit.find(Organizations, { index: 'domain', equals: [domain], limit: 1 })
    return items[0]?.id ?? null
  }
}

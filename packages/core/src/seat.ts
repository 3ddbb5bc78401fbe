import { isCasewellError } from '@casewell/errors'
import { type Store, transact, type UnitOfWork } from '@casewell/store'
import { type Actor, actorName } from './actor.ts'
import { caseErrors } from './case/errors.ts'
import { CaseCommands } from './cases/case-commands.ts'
import { CaseReader } from './cases/case-reader.ts'
import { Cases } from './cases/collections.ts'
import type { Kernel } from './kernel.ts'
import { LabourCommands } from './labour/labour-commands.ts'
import { LabourReader } from './labour/labour-reader.ts'
import { CustomerCommands } from './people/customer-commands.ts'
import { AccessDenied } from './people/events.ts'
import { PeopleReader } from './people/people-reader.ts'
import { permitOn } from './people/person.ts'
import { TeamCommands } from './people/team-commands.ts'
import { permit } from './policy.ts'
import { PrivacySeat } from './privacy/privacy-seat.ts'
import type { Verifier } from './verification/verifier.ts'
import type { VouchWish } from './verification/wishes.ts'

const caseVerbs = [
  ...(['open', 'receive', 'reply', 'note', 'edit', 'delete', 'react', 'recordDelivery', 'assign', 'setQueue'] as const),
  ...(['setPriority', 'setType', 'setFields', 'describe', 'tag', 'untag', 'wait', 'hold', 'resume', 'wake'] as const),
  ...(['resolve', 'reopen', 'close', 'merge', 'split', 'link', 'unlink', 'redact', 'redactFile'] as const),
] as const
const caseReadings = [
  'get',
  'byReference',
  'timeline',
  'list',
  'count',
  'find',
  'links',
  'conversations',
  'message',
  'tagLabel',
] as const
const customerVerbs = ['identify', 'create', 'update', 'addHandle', 'merge'] as const

/** What one can do with cases, each command in a commit of its own; and everything one can read of them. */
export type SeatCases = Pick<CaseCommands, (typeof caseVerbs)[number]> & Pick<CaseReader, (typeof caseReadings)[number]>

/** What one can do with customers, each command in a commit of its own; and everything one can read of them. */
export interface SeatCustomers extends Pick<CustomerCommands, (typeof customerVerbs)[number]> {
  readonly get: PeopleReader['customer']
  readonly byHandle: PeopleReader['customerByHandle']
  readonly handles: PeopleReader['handles']
}

/** Somebody's seat at the desk: the one way to act and to read. */
export class Seat {
  readonly actor: Actor
  readonly cases: SeatCases
  readonly customers: SeatCustomers
  readonly agents: {
    readonly put: TeamCommands['putAgent']
    readonly get: PeopleReader['agent']
    readonly list: PeopleReader['agents']
  }
  readonly queues: {
    readonly put: TeamCommands['putQueue']
    readonly get: PeopleReader['queue']
    readonly list: PeopleReader['queues']
  }
  /** Exchanges with customers: entered by `record`, or by messages that come and go. */
  readonly contacts: { readonly record: LabourCommands['recordContact']; readonly list: LabourReader['contacts'] }
  /** Time spent, and what it cost. */
  readonly effort: {
    readonly record: LabourCommands['recordEffort']
    readonly list: LabourReader['effort']
    readonly of: LabourReader['effortOf']
    readonly costOf: LabourReader['costOf']
  }
  /** Export and erasure. */
  readonly privacy: Pick<PrivacySeat, 'export' | 'erase' | 'erasures'>
  /** What somebody of the team has checked of a customer. */
  readonly verification: {
    /** Says that one has made sure who it is, for one purpose and a time: the customer is `asserted` then. */
    vouch(id: string, wish: VouchWish): Promise<Date>
  }
  readonly #store: Store

  /** @internal Use `desk.as`. */
  constructor(actor: Actor, store: Store, kernel: Kernel, verifier: Verifier) {
    this.actor = actor
    this.#store = store
    const reader = new CaseReader(store, actor, kernel)
    const people = new PeopleReader(store, actor, kernel)
    const inCases = this.#each((unit) => new CaseCommands(unit, actor, kernel))
    const inCustomers = this.#each((unit) => new CustomerCommands(unit, actor, kernel))
    const inLabour = this.#each((unit) => new LabourCommands(unit, actor, kernel))
    const inTeam = this.#each((unit) => new TeamCommands(unit, actor))
    this.cases = { ...inCases(caseVerbs), ...this.#readings(reader, caseReadings) }
    this.customers = {
      ...inCustomers(customerVerbs),
      get: (id) => this.#recorded(() => people.customer(id)),
      byHandle: (handle) => this.#recorded(() => people.customerByHandle(handle)),
      handles: (customer) => this.#recorded(() => people.handles(customer)),
    }
    const { contacts, effort } = this.#labourSeat(
      new LabourReader(store, actor),
      inLabour(['recordContact', 'recordEffort']),
    )
    this.contacts = contacts
    this.effort = effort
    const { putAgent, putQueue } = inTeam(['putAgent', 'putQueue'])
    this.agents = { put: putAgent, get: (id) => people.agent(id), list: () => people.agents() }
    this.queues = { put: putQueue, get: (id) => people.queue(id), list: () => people.queues() }
    this.privacy = this.#readings(new PrivacySeat(store, actor, kernel), ['export', 'erase', 'erasures'])
    this.verification = { vouch: (id, wish) => this.#recorded(() => this.#vouch(verifier, kernel, id, wish)) }
  }

  #labourSeat(
    labour: LabourReader,
    verbs: Pick<LabourCommands, 'recordContact' | 'recordEffort'>,
  ): Pick<Seat, 'contacts' | 'effort'> {
    return {
      contacts: { record: verbs.recordContact, list: (id) => this.#recorded(() => labour.contacts(id)) },
      effort: {
        record: verbs.recordEffort,
        list: (id) => this.#recorded(() => labour.effort(id)),
        of: (id) => this.#recorded(() => labour.effortOf(id)),
        costOf: (id, rates) => this.#recorded(() => labour.costOf(id, rates)),
      },
    }
  }

  /** The named methods of a class, each run in a unit of work of its own. */
  #each<T extends object>(make: (unit: UnitOfWork) => T) {
    const by = { actor: actorName(this.actor) }
    return <K extends keyof T>(names: readonly K[]): Pick<T, K> => {
      const verb =
        (name: K) =>
        (...args: unknown[]) =>
          this.#recorded(() => transact(this.#store, (unit) => call(make(unit), name, args), { by }))
      return Object.fromEntries(names.map((name) => [name, verb(name)])) as Pick<T, K> // one function a name, of that name's type
    }
  }

  #readings<T extends object, K extends keyof T>(reader: T, names: readonly K[]): Pick<T, K> {
    const reading =
      (name: K) =>
      (...args: unknown[]) =>
        this.#recorded(() => call(reader, name, args))
    return Object.fromEntries(names.map((name) => [name, reading(name)])) as Pick<T, K> // one function a name, of that name's type
  }

  async #vouch(verifier: Verifier, kernel: Kernel, id: string, wish: VouchWish): Promise<Date> {
    const by = { actor: actorName(this.actor) }
    return transact(
      this.#store,
      async (unit) => {
        permit(this.actor, 'vouch')
        const stored = await unit.get(Cases, id)
        if (!stored) throw caseErrors['not-found']({ case: id })
        await permitOn({ reader: unit, actor: this.actor, kernel }, 'vouch', stored.doc)
        return verifier.vouch(unit, id, wish)
      },
      { by },
    )
  }

  /** A denial is a fact: it is recorded, and then it is thrown. */
  async #recorded<R>(act: () => Promise<R>): Promise<R> {
    try {
      return await act()
    } catch (error) {
      if (isCasewellError(error, 'core/denied'))
        await this.#record(error.details as { deed: string; role: string; case: string | null })
      throw error
    }
  }

  async #record({ deed, role, case: id }: { deed: string; role: string; case: string | null }): Promise<void> {
    await this.#store.commit({
      events: [AccessDenied(id || 'desk', { deed, role })],
      by: { actor: actorName(this.actor) },
    })
  }
}

function call<T extends object, K extends keyof T>(target: T, name: K, args: readonly unknown[]): Promise<never> {
  return (target[name] as (...args: unknown[]) => Promise<never>).apply(target, [...args]) // only methods are named
}

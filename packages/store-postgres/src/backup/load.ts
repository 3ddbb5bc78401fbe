import { randomUUID } from 'node:crypto'
import { type RawEntry, type RawHead, type RawKept, type RawLoad, type RawPlaced, storeErrors } from '@casewell/store'
import { explain } from '../connect/fault.ts'
import { Patience } from '../connect/patience.ts'
import type { Server } from '../connect/server.ts'
import type { Session } from '../connect/session.ts'
import { checkSchema, logLock } from '../schema/schema.ts'
import { Staging } from './staging.ts'

/** Opens a connection that loads. */
export async function loadInto(server: Server): Promise<RawLoad> {
  const session = await server.open(new Patience(server.place.patienceMs))
  await session.run('set statement_timeout = 0') // taking away what a crash left may take long
  return new Load(session, server)
}

/**
 * Tenants on their way into a schema. Until they are published they stand under a name that no tenant can have, so nobody
 * sees them; what a crash leaves of them is removed by the next load of the same tenant.
 */
class Load implements RawLoad {
  readonly #session: Session
  readonly #server: Server
  readonly #staging: Staging
  readonly #token = randomUUID()
  readonly #begun = new Map<string, number>()

  constructor(session: Session, server: Server) {
    this.#session = session
    this.#server = server
    this.#staging = new Staging(session, checkSchema(server.place.schema))
  }

  async begin(tenant: string): Promise<void> {
    await this.#write(async () => {
      await this.#staging.discard(stagedUnder(tenant))
      this.#begun.set(tenant, await this.#staging.begin(`${stagedUnder(tenant)}${this.#token}`))
    })
  }

  async docs(tenant: string, docs: readonly RawKept[]): Promise<void> {
    await this.#write(async () => this.#staging.docs(await this.#number(tenant), docs))
  }

  async events(tenant: string, events: readonly RawPlaced[]): Promise<void> {
    await this.#write(async () => this.#staging.events(await this.#number(tenant), events))
  }

  isReferenced(tenant: string, space: RawEntry['space'], key: string): Promise<boolean> {
    return this.#write(async () => this.#staging.isReferenced(await this.#number(tenant), space, key))
  }

  /** Under the locks of their logs, as the first commit of a tenant is. */
  publish(heads: ReadonlyMap<string, RawHead>): Promise<readonly string[]> {
    const { schema } = this.#server.place
    const locks = [...heads.keys()].map((tenant) => logLock(schema, tenant)).sort((a, b) => (a < b ? -1 : 1))
    return this.#write(async () => {
      await this.#session.run(`select pg_advisory_xact_lock(k) from unnest('{${locks.join()}}'::bigint[]) k`)
      const taken = await this.#staging.taken([...heads.keys()])
      if (taken.length > 0) return taken
      for (const [tenant, head] of heads) await this.#staging.publish(await this.#number(tenant), tenant, head)
      await this.#staging.mark(this.#token)
      this.#begun.clear()
      return []
    })
  }

  async close(): Promise<void> {
    try {
      if (this.#begun.size > 0 && !this.#session.isLost) await this.#write(() => this.#discard())
    } finally {
      await this.#session.close()
    }
  }

  async #discard(): Promise<void> {
    for (const tenant of this.#begun.keys()) await this.#staging.discard(`${stagedUnder(tenant)}${this.#token}`)
  }

  /** Another load of the same tenant takes the place of this one; until the end of the transaction it cannot. */
  async #number(tenant: string): Promise<number> {
    const number = this.#begun.get(tenant)
    if (number === undefined || !(await this.#staging.isThere(number))) throw storeErrors['restore-ended']({ tenant })
    return number
  }

  async #write<R>(work: () => Promise<R>): Promise<R> {
    try {
      await this.#session.run('begin')
      const result = await work()
      await this.#session.run('commit')
      return result
    } catch (error) {
      await this.#session.run('rollback').catch(() => this.#session.destroy())
      throw explain(error, this.#server.place)
    }
  }
}

/** The beginning of the names under which loads of a tenant stand until they are published. */
const stagedUnder = (tenant: string): string => `~${tenant}~`

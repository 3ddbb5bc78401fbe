import { type RawCommit, type RawOutcome, stretches } from '@casewell/store'
import type { Session } from '../connect/session.ts'
import { checkSchema, logLock } from '../schema/schema.ts'
import { Changes, type Mark } from './changes.ts'
import { Lookups } from './lookups.ts'
import type { TenantDraft } from './tenant-draft.ts'

/** A group that was decided, and is being written. */
export interface Written {
  readonly outcomes: readonly RawOutcome[]
  /** The last statement; nothing of the group was written if it fails. */
  readonly saving: Promise<unknown>
}

/** Writes groups of commits on a connection, up to the commit of their transaction. */
export class GroupWriter {
  readonly #schema: string
  readonly #lookups: Lookups
  readonly #changes: Changes
  readonly #onClock: (now: number) => void

  /** @param onClock - told the server's clock with every group */
  constructor(schema: string, onClock: (now: number) => void) {
    this.#schema = schema
    this.#lookups = new Lookups(checkSchema(schema))
    this.#changes = new Changes(checkSchema(schema))
    this.#onClock = onClock
  }

  /**
   * Begins a transaction under the locks of all logs concerned, decides, and writes. Whoever calls it ends the
   * transaction; the last statement is still under way, so that the end can be sent behind it.
   */
  async write(session: Session, group: readonly RawCommit[], mark: Mark): Promise<Written> {
    const locked = session.run(beginUnder(this.#locks(group)))
    const outcomes: RawOutcome[] = []
    let saving: Promise<unknown> = locked
    for (const commits of stretches(group)) {
      const finding = this.#lookups.find(session, commits) // sent behind what is under way, without waiting for it
      finding.catch(() => {}) // it fails when what is under way fails, and that is told first
      await saving
      const { tenants, now } = await finding
      this.#onClock(now)
      for (const commit of commits) outcomes.push(outcomeOf(commit, tenants))
      saving = (await this.#save(session, [...tenants.values()], mark)).saving
    }
    return { outcomes, saving }
  }

  /** Always in the same order, so that no two processes ever wait for each other. */
  #locks(group: readonly RawCommit[]): readonly bigint[] {
    const tenants = new Set(group.map(({ tenant }) => tenant))
    return [...tenants].map((tenant) => logLock(this.#schema, tenant)).sort((a, b) => (a < b ? -1 : 1))
  }

  async #save(session: Session, all: readonly TenantDraft[], mark: Mark): Promise<{ saving: Promise<unknown> }> {
    const tenants = all.filter(({ isTouched }) => isTouched)
    if (tenants.length === 0) return { saving: Promise.resolve() }
    await this.#changes.number(session, tenants)
    const saving = this.#changes.write(session, tenants, mark)
    saving.catch(() => {}) // whoever ends the transaction asks for it
    return { saving }
  }
}

const beginUnder = (locks: readonly bigint[]): string =>
  `begin isolation level read committed read write; select pg_advisory_xact_lock(k) from unnest('{${locks.join()}}'::bigint[]) k`

function outcomeOf(commit: RawCommit, tenants: ReadonlyMap<string, TenantDraft>): RawOutcome {
  const tenant = tenants.get(commit.tenant)
  if (!tenant) throw new Error('a commit was decided without its tenant')
  return tenant.decide(commit)
}

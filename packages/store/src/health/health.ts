import { isCasewellError, messageOf } from '@casewell/errors'
import type { Awaitable, StoreDriver } from '../driver.ts'
import type { GroupFigures } from '../group.ts'
import type { Store } from '../store.ts'
import { type SubscriptionHealth, subscriptionsOf } from './subscriptions.ts'
import { type TimerHealth, timersOf } from './timers.ts'

/** How it stands with one tenant. */
export interface TenantHealth {
  readonly tenant: string
  /** The last commit and the last position. */
  readonly commit: number
  readonly position: number
  readonly subscriptions: readonly SubscriptionHealth[]
  readonly timers: TimerHealth
}

/** How it stands with a host: what a probe asks for, and what a person wants to see first. */
export interface HostHealth {
  readonly engine: string
  /** Does the engine answer? If not, the reason is told, and there are no tenants. */
  readonly isUp: boolean
  readonly problem?: { readonly code: string; readonly message: string; readonly hint?: string }
  /** How long the engine took to tell the time and the names of its tenants, in milliseconds. */
  readonly answeredInMs: number
  /** Of this process, since it opened the host. */
  readonly commits: GroupFigures
  readonly tenants: readonly TenantHealth[]
}

/** What health is asked about. */
export interface HealthOptions {
  /** An empty list asks only whether the engine answers. @defaultValue all */
  readonly tenants?: readonly string[]
}

/** What health needs of a host. */
export interface Patient {
  readonly engine: string
  readonly figures: () => GroupFigures
  use<R>(work: (driver: StoreDriver) => Awaitable<R>): Promise<R>
  store(tenant: string): Store
}

/** Never rejects: an engine that does not answer is what one wants to be told of. */
export async function healthOf(patient: Patient, { tenants: wanted }: HealthOptions): Promise<HostHealth> {
  const begun = performance.now()
  const answeredInMs = (): number => Math.round((performance.now() - begun) * 10) / 10
  const { engine, figures } = patient
  try {
    await patient.use((driver) => driver.now())
    const names = wanted ?? (await patient.use((driver) => driver.tenants()))
    const answered = answeredInMs()
    const tenants: TenantHealth[] = []
    for (const tenant of names) tenants.push(await tenantHealth(patient.store(tenant), tenant))
    return { engine, isUp: true, answeredInMs: answered, commits: figures(), tenants }
  } catch (error) {
    const known = isCasewellError(error) ? { code: error.code, hint: error.hint } : { code: 'unknown' }
    const problem = { ...known, message: messageOf(error) }
    return { engine, isUp: false, problem, answeredInMs: answeredInMs(), commits: figures(), tenants: [] }
  }
}

async function tenantHealth(store: Store, tenant: string): Promise<TenantHealth> {
  const head = await store.head()
  return { tenant, ...head, subscriptions: await subscriptionsOf(store, head.position), timers: await timersOf(store) }
}

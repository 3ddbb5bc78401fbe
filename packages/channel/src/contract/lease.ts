import type { VendorAnswer } from './call-vendor.ts'
import type { ChannelContext } from './context.ts'
import type { NotSent } from './outbound.ts'
import { type StandardSchema, understood } from './schema.ts'

/** A token of a vendor, and for how long it is good. */
export interface Lease {
  readonly token: string
  readonly seconds: number
}

/** How a token is leased that is good for a while. */
export interface TokenLease<Config> {
  /** What to ask, behind `baseUrl` and without credentials; without a body it is a GET. */
  request(config: Config): LeaseRequest
  /** @defaultValue the names of RFC 6749: `access_token`, `expires_in` */
  readonly read?: StandardSchema<unknown, Lease>
  /** The vendor's codes for a token that is good no more. The call is a "not now", and the next one leases anew. */
  readonly stale: readonly string[]
}

/** What to ask for a token. */
export interface LeaseRequest {
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
}

/** A token this near to its end is not begun with. */
const marginMs = 60_000

type Context<Config> = Pick<ChannelContext<Config>, 'config' | 'fetch' | 'signal'>
type Leased = Lease | NotSent | undefined

/** Tokens that are good for a while, by the settings of their account. */
export class Leases<Config extends object> {
  readonly #kept = new WeakMap<Config, { readonly token: string; readonly untilMs: number }>()
  readonly #asked = new WeakMap<Config, Promise<Leased>>()
  readonly #fetch: (context: Context<Config>) => Promise<Leased>

  /** @param fetch - leases a token, or undefined for a vendor that has none */
  constructor(fetch: (context: Context<Config>) => Promise<Leased>) {
    this.#fetch = fetch
  }

  /** The token that is kept or a new one, empty without leases; or why there is none: then nothing was sent. */
  async tokenFor(context: Context<Config>): Promise<string | NotSent> {
    const kept = this.#kept.get(context.config)
    if (kept && performance.now() < kept.untilMs) return kept.token
    const lease = await this.#once(context)
    if (!lease) return ''
    if (!('token' in lease)) return lease
    const { token, seconds } = lease
    this.#kept.set(context.config, { token, untilMs: performance.now() + seconds * 1_000 - marginMs })
    return token
  }

  /** Calls side by side wait for one lease. */
  #once(context: Context<Config>): Promise<Leased> {
    const { config } = context
    const asked = this.#asked.get(config) ?? this.#fetch(context).finally(() => this.#asked.delete(config))
    this.#asked.set(config, asked)
    return asked
  }

  /** The vendor has said that it is good no more. */
  end({ config }: Context<Config>): void {
    this.#kept.delete(config)
  }
}

/** The lease in an answer. To ask again does no harm: what cannot be read is not there yet. */
export function leaseOf(answer: VendorAnswer, read?: StandardSchema<unknown, Lease>): Lease | NotSent {
  if (!answer.ok) return answer.failed
  const lease = read ? understood(read, answer.body) : standardLease(answer.body)
  return lease ?? { retryAfterMs: 1_000, reason: 'no access token in the answer' }
}

/** RFC 6749, section 5.1. */
function standardLease(body: unknown): Lease | undefined {
  const { access_token: token, expires_in: seconds } = Object(body) as Readonly<Record<string, unknown>> // an object of any kind
  return typeof token === 'string' && typeof seconds === 'number' ? { token, seconds } : undefined
}

import { callVendor, unanswered, type VendorAnswer } from './call-vendor.ts'
import type { ChannelContext } from './context.ts'
import { Leases, leaseOf, type TokenLease } from './lease.ts'
import type { NotSent, Sent } from './outbound.ts'
import { judge, type MessageIds, type RefusalTable, sentBy } from './refusal.ts'
import { type StandardSchema, understood } from './schema.ts'
import { contentOf, withQuery } from './vendor-request.ts'

/** What a call needs of a method's context. */
export type VendorContext<Config> = Pick<ChannelContext<Config>, 'config' | 'fetch' | 'signal'>

/** How one vendor's HTTP API is spoken to; the vendor's own refusals, where it has codes, in a small table. */
export interface VendorApiOptions<Config> extends RefusalTable {
  /** Every path is put behind it. */
  baseUrl(config: Config): string
  /** Credentials, where the vendor wants them in headers. @param token - leased, if `lease` is given */
  headers?(config: Config, token: string): Readonly<Record<string, string>>
  /** Credentials, where the vendor wants them in the query. */
  query?(config: Config, token: string): Readonly<Record<string, string>>
  /** Where the vendor wants a token that is good for a while. It is kept for the account until it ends or is stale. */
  readonly lease?: TokenLease<Config>
  /** Is JSON, where a file was asked for, a refusal? */
  readonly isJsonNoFile?: boolean
}

/** One call. */
export interface VendorCallOptions {
  /** Does the vendor take the same call twice for one? */
  readonly isIdempotent?: boolean
  /** @defaultValue 30,000 */
  readonly timeoutMs?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Statuses and codes of refusals that only say: it is so already. */
  readonly fine?: readonly (string | number)[]
}

/** A client of one vendor's HTTP API. */
export interface VendorApi<Config> {
  /**
   * Posts a body: forms and bytes as they are, any other object as JSON; without a body it is a GET. Never throws.
   *
   * @param path - begins with a slash
   */
  call(
    path: string,
    body: object | undefined,
    context: VendorContext<Config>,
    options?: VendorCallOptions,
  ): Promise<VendorAnswer>
  /**
   * The same, with its outcome.
   *
   * @param ids - the ids of the message in the vendor's answer, or those that it has already
   */
  send(
    path: string,
    body: object,
    context: VendorContext<Config>,
    ids: MessageIds,
    options?: VendorCallOptions,
  ): Promise<Sent>
  /**
   * Puts a file at the vendor, to be named in a message: the vendor's id of it. To do it twice does no harm.
   *
   * @param form - made by `fileForm`
   */
  upload(
    path: string,
    form: FormData,
    context: VendorContext<Config>,
    id: StandardSchema<unknown, string>,
  ): Promise<string | NotSent>
  /**
   * The bytes of a file, fetched with the account's credentials. A rejection names no address.
   *
   * @param baseUrl - where files are elsewhere. The path is put behind it, whatever it is: credentials go nowhere else
   */
  file(path: string, context: VendorContext<Config>, baseUrl?: string): Promise<Uint8Array>
}

/**
 * A thin client of a vendor's HTTP API: address, credentials, JSON or forms, and what its answers mean.
 *
 * @example
 * ```ts
 * import { vendorApi } from '@casewell/channel/contract'
 * import * as z from 'zod'
 *
 * const Problem = z.object({ no: z.string().optional() }).transform(({ no }) => (no ? { code: no } : undefined))
 * const walkie = vendorApi<{ token: string }>({
 *   vendor: 'Walkie',
 *   baseUrl: () => 'https://api.walkie.example',
 *   headers: ({ token }) => ({ authorization: `Bearer ${token}` }),
 *   problem: Problem,
 *   waits: { 'too-fast': 60_000 },
 * })
 * const fetch = async () => Response.json({ no: 'too-fast' }) // Walkie says "no" with 200
 * const context = { config: { token: 'xoxo' }, fetch, signal: new AbortController().signal }
 * const answer = await walkie.call('/say', { text: 'Hello' }, context)
 * console.log(answer.ok || answer.failed) // { retryAfterMs: 60000, reason: 'Walkie: too-fast' }
 * ```
 */
export function vendorApi<Config extends object>(api: VendorApiOptions<Config>): VendorApi<Config> {
  const stale = api.lease?.stale ?? []
  const table = { ...api, waits: { ...api.waits, ...Object.fromEntries(stale.map((code) => [code, 1_000])) } }
  const leases = new Leases(async (context: VendorContext<Config>) => {
    if (!api.lease) return undefined
    const { path, query, body } = api.lease.request(context.config)
    const init = { ...contentOf(body), isIdempotent: true }
    const answer = await callVendor(withQuery(api.baseUrl(context.config) + path, query), init, context)
    return leaseOf(judge(answer, table, init), api.lease.read)
  })
  const addressed = async (path: string, context: VendorContext<Config>, baseUrl = api.baseUrl(context.config)) => {
    const token = await leases.tokenFor(context)
    if (typeof token !== 'string') return { failed: token }
    const url = withQuery(baseUrl + path, api.query?.(context.config, token))
    return { url, headers: { ...api.headers?.(context.config, token) } }
  }
  const call: VendorApi<Config>['call'] = async (path, body, context, options = {}) => {
    const to = await addressed(path, context)
    if ('failed' in to) return unanswered(to.failed)
    const content = contentOf(body)
    const { fine: _, headers, ...rest } = options
    const init = { ...rest, ...content, headers: { ...content.headers, ...to.headers, ...headers } }
    const answer = judge(await callVendor(to.url, init, context), table, options)
    if (!answer.ok && answer.code !== undefined && stale.includes(answer.code)) leases.end(context)
    return answer
  }
  return {
    call,
    send: async (path, body, context, ids, options) => sentBy(await call(path, body, context, options), ids),
    async upload(path, form, context, id) {
      const answer = await call(path, form, context, { isIdempotent: true })
      if (!answer.ok) return answer.failed
      return (
        understood(id, answer.body) ?? { retryAfterMs: 1_000, reason: `HTTP ${answer.status}, but no id of the file` }
      )
    },
    async file(path, context, baseUrl) {
      if (/^[^/]/.test(path)) throw new Error(`${api.vendor} has no such file: its path begins without a slash`)
      const to = await addressed(path, context, baseUrl)
      if ('failed' in to) throw new Error(`${api.vendor} gives no access token`)
      const response = await context.fetch(to.url, { headers: to.headers, signal: context.signal })
      const isJson = response.headers.get('content-type')?.startsWith('application/json') === true
      if (!response.ok || (api.isJsonNoFile && isJson))
        throw new Error(`${api.vendor} does not give the file: HTTP ${response.status}`)
      return new Uint8Array(await response.arrayBuffer())
    },
  }
}

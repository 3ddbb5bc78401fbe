import type { ChannelContext } from './context.ts'
import type { NotSent } from './outbound.ts'

/** One HTTP call to a vendor. */
export interface VendorCall extends Omit<RequestInit, 'signal' | 'redirect'> {
  /** @defaultValue 30,000 */
  readonly timeoutMs?: number
  /** Does the vendor take the same call twice for one? Then an attempt without an answer may be repeated. */
  readonly isIdempotent?: boolean
}

/** What the vendor answered: its body as JSON if it is JSON, as text otherwise. */
export type VendorAnswer =
  | { readonly ok: true; readonly status: number; readonly headers: Headers; readonly body: unknown }
  | {
      readonly ok: false
      /** What a `send` may return as it is. */
      readonly failed: NotSent
      /** 0 if there was no answer. */
      readonly status: number
      readonly headers: Headers
      readonly body: unknown
      /** The vendor's own code of its refusal, where a `vendorApi` reads one. */
      readonly code?: string
    }

/**
 * Calls a vendor and never throws. Its answer decides: 408, 425, 429, 500 and 503 are "not now" (with `Retry-After`,
 * RFC 9110), other 4xx and redirects are "never", 502 and 504 and a connection that broke off are "nobody knows".
 * Reasons name neither address nor headers, where secrets are.
 *
 * @example
 * ```ts
 * import { callVendor } from '@casewell/channel/contract'
 *
 * const fetch = async () => new Response('slow down', { status: 429, headers: { 'retry-after': '30' } })
 * const context = { fetch, signal: new AbortController().signal }
 * const answer = await callVendor('https://api.walkie.example/say', { method: 'POST' }, context)
 * console.log(answer.ok || answer.failed) // { retryAfterMs: 30000, reason: 'HTTP 429: slow down' }
 * ```
 */
export async function callVendor(
  url: string | URL,
  { timeoutMs = 30_000, isIdempotent = false, ...init }: VendorCall,
  { fetch, signal }: Pick<ChannelContext<unknown>, 'fetch' | 'signal'>,
): Promise<VendorAnswer> {
  const ending = new AbortController()
  const end = (): void => ending.abort()
  const timer = setTimeout(end, timeoutMs)
  signal.addEventListener('abort', end, { once: true })
  try {
    if (signal.aborted) return unanswered({ retryAfterMs: 0, reason: 'the desk stops' })
    const response = await fetch(url, { ...init, redirect: 'manual', signal: ending.signal })
    const body = bodyOf(await response.text())
    const { status, headers } = response
    if (response.ok) return { ok: true, status, headers, body }
    return { ok: false, status, headers, body, failed: refusalOf(status, headers, body, isIdempotent) }
  } catch (error) {
    const ended = signal.aborted ? 'the desk stopped' : `no answer within ${timeoutMs} ms`
    const reason = ending.signal.aborted ? ended : codeOf(error)
    return unanswered(isIdempotent || isUnsent(reason) ? { retryAfterMs: 1_000, reason } : { unknown: reason })
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
  }
}

/** An attempt without an answer. */
export const unanswered = (failed: NotSent): VendorAnswer => ({
  ok: false,
  failed,
  status: 0,
  headers: new Headers(),
  body: undefined,
})

function refusalOf(status: number, headers: Headers, body: unknown, isIdempotent: boolean): NotSent {
  const said = typeof body === 'string' ? body : JSON.stringify(body)
  const reason = `HTTP ${status}${said ? `: ${said.slice(0, 300)}` : ''}`
  if (status === 502 || status === 504) return isIdempotent ? { retryAfterMs: 1_000, reason } : { unknown: reason }
  if (status >= 500 || status === 429 || status === 408 || status === 425)
    return { retryAfterMs: retryAfterMs(headers) ?? 1_000, reason }
  return { permanent: `http-${status}`, reason }
}

/** `Retry-After` in milliseconds: seconds, or a date by the same response's own `Date`. */
export function retryAfterMs(headers: Headers): number | undefined {
  const given = headers.get('retry-after')
  if (given === null) return undefined
  if (/^\d+$/.test(given.trim())) return Number(given) * 1_000
  const waitMs = Date.parse(given) - Date.parse(headers.get('date') ?? '')
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs)
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function codeOf(error: unknown): string {
  const { cause, name } = error as Error & { cause?: { code?: string } } // whatever fetch rejects with
  return cause?.code ?? name
}

/** The connection never stood, so nothing was sent. */
const isUnsent = (code: string): boolean =>
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_|ERR_TLS|DEPTH_ZERO)/.test(
    code,
  )

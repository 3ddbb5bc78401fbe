import { type ChannelContext, callVendor, type FileBlock, type NotSent } from '@casewell/channel/contract'
import * as z from 'zod'

/** What every call needs of the settings. */
export interface App {
  readonly corpId: string
  readonly appSecret: string
  readonly baseUrl: string
}
export type Context = Pick<ChannelContext<App>, 'config' | 'fetch' | 'signal'>
type Outcome = { readonly said: unknown } | { readonly failed: NotSent }

const Answer = z.looseObject({ errcode: z.number(), errmsg: z.string().default('') })
const Token = z.object({ access_token: z.string(), expires_in: z.number() })

/** "Too often" (https://developer.work.weixin.qq.com/document/path/90313). */
const throttled = new Set([45009, 45033, 45047])
/** The access token is wrong, missing or old. */
const stale = new Set([40014, 41001, 42001])

/** Access tokens, which are good for two hours, by the settings of their account. */
const tokens = new WeakMap<object, { readonly token: string; readonly until: number }>()

async function accessToken(context: Context): Promise<string | NotSent> {
  const { config } = context
  const known = tokens.get(config)
  if (known && performance.now() < known.until) return known.token
  const query = new URLSearchParams({ corpid: config.corpId, corpsecret: config.appSecret })
  const answer = await callVendor(
    `${config.baseUrl}/cgi-bin/gettoken?${query.toString()}`,
    { isIdempotent: true },
    context,
  )
  if (!answer.ok) return answer.failed
  const { data } = Token.safeParse(answer.body)
  if (!data) return refusalOf(Answer.safeParse(answer.body).data)
  tokens.set(config, { token: data.access_token, until: performance.now() + (data.expires_in - 60) * 1000 })
  return data.access_token
}

/** Calls one method. WeCom answers 200 also when it refuses; then it surely has done nothing. */
export async function call(path: string, body: object | FormData, context: Context): Promise<Outcome> {
  const token = await accessToken(context)
  if (typeof token !== 'string')
    return { failed: 'unknown' in token ? { retryAfterMs: 1_000, reason: token.unknown } : token }
  const url = new URL(`/cgi-bin/${path}`, context.config.baseUrl)
  url.searchParams.set('access_token', token)
  const answer = await callVendor(
    url,
    { method: 'POST', body: body instanceof FormData ? body : JSON.stringify(body) },
    context,
  )
  if (!answer.ok) return { failed: answer.failed }
  const { success, data } = Answer.safeParse(answer.body)
  if (!success) return { failed: { unknown: 'WeCom answered 200 with something else' } }
  if (stale.has(data.errcode)) tokens.delete(context.config)
  return data.errcode === 0 ? { said: data } : { failed: refusalOf(data) }
}

function refusalOf(answer: z.output<typeof Answer> | undefined): NotSent {
  const { errcode = 0, errmsg = 'no word' } = answer ?? {}
  const reason = `WeCom ${errcode}: ${errmsg}`
  if (throttled.has(errcode)) return { retryAfterMs: 60_000, reason }
  if (errcode === -1 || stale.has(errcode)) return { retryAfterMs: 1_000, reason } // "busy", or a new token is needed
  return { permanent: `wecom-${errcode}`, reason }
}

/** Puts a file at WeCom, for three days; to do it twice does no harm. */
export async function upload(
  { name, mime, bytes = new Uint8Array() }: FileBlock,
  context: Context,
): Promise<string | NotSent> {
  const form = new FormData()
  form.set('media', new Blob([new Uint8Array(bytes)], { type: mime }), name)
  const answer = await call('media/upload?type=file', form, context)
  if ('failed' in answer)
    return 'unknown' in answer.failed ? { retryAfterMs: 1_000, reason: answer.failed.unknown } : answer.failed
  return z.object({ media_id: z.string() }).parse(answer.said).media_id
}

/** Bytes of a file that came in. */
export async function fetchMedia(ref: string, context: Context): Promise<Uint8Array> {
  const token = await accessToken(context)
  if (typeof token !== 'string') throw new Error('WeCom gives no access token')
  const query = new URLSearchParams({ access_token: token, media_id: ref })
  const response = await context.fetch(`${context.config.baseUrl}/cgi-bin/media/get?${query.toString()}`, {
    signal: context.signal,
  })
  if (!response.ok || response.headers.get('content-type')?.startsWith('application/json'))
    throw new Error(`WeCom does not give the file: HTTP ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

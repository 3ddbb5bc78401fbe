import { accountsOn, type OnBus } from '../accounts.ts'

/** Answers one HTTP request: what Hono, Deno, Bun, Cloudflare and the tests of this repository mount as it is. */
export type WebHandler = (request: Request) => Promise<Response>

/**
 * One handler for the webhooks of all channels of a desk: the last two pieces of a request's path name channel and account,
 * `https://desk.example/hooks/telegram/support`. A 2xx means that everything in the request is durable; a bad request gets
 * a 4xx with a code, what cannot be kept now a 503, and the vendor delivers again.
 *
 * @param desk - the desk, after its channels were plugged in
 * @example
 * ```ts
 * import { webhooks } from '@casewell/channel'
 * import { createDesk } from '@casewell/core'
 * import { memoryStore } from '@casewell/store'
 *
 * await using desk = await createDesk({ store: memoryStore() })
 * const hooks = webhooks(desk)
 * console.log((await hooks(new Request('https://desk.example/hooks/telegram/support'))).status) // 404
 * // Hono: app.all('/hooks/*', (c) => hooks(c.req.raw)); Express and node:http: nodeListener(hooks)
 * ```
 */
export function webhooks(desk: OnBus): WebHandler {
  const accounts = accountsOn(desk)
  return async (request) => {
    const [account = '', channel = ''] = new URL(request.url).pathname.split('/').filter(Boolean).reverse()
    const runtime = accounts.get(`${decoded(channel)}/${decoded(account)}`)
    return runtime ? runtime.api.handle(request) : Response.json({ code: 'channel/no-account' }, { status: 404 })
  }
}

function decoded(piece: string): string {
  try {
    return decodeURIComponent(piece)
  } catch {
    return ''
  }
}

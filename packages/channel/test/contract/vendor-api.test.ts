import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { type RefusalTable, sentBy, vendorApi } from '../../src/contract/index.ts'

interface Config {
  readonly secret: string
}
const Ids = z.object({ id: z.string() }).transform(({ id }) => [id])
const Problem = z.object({ no: z.string().optional() }).transform(({ no }) => (no ? { code: no } : undefined))
const table: RefusalTable = {
  vendor: 'Walkie',
  problem: Problem,
  waits: { too_fast: 60_000 },
  doubts: ['fatal'],
}

/** A vendor that answers in turn, and remembers what it was asked. */
function answering(...answers: readonly Response[]) {
  const asked: Request[] = []
  const fetch: typeof globalThis.fetch = async (url, init) => {
    asked.push(new Request(url, init))
    const answer = answers[Math.min(asked.length, answers.length) - 1]
    if (!answer) throw new TypeError('nobody there')
    return answer.clone()
  }
  return { asked, context: { config: { secret: 's' }, fetch, signal: new AbortController().signal } }
}
const api = vendorApi<Config>({
  ...table,
  baseUrl: () => 'https://api.walkie.example/v1',
  headers: ({ secret }) => ({ authorization: `Bearer ${secret}` }),
})

/** The outcome of one call that is answered so. */
async function outcome(answer: Response, options: Parameters<typeof api.call>[3] = {}) {
  const { context } = answering(answer)
  return api.send('/say', { text: 'Hi' }, context, Ids, options)
}
const no = (code: string, init: ResponseInit = {}): Response => Response.json({ no: code }, init)

describe("a vendor's refusal", () => {
  test('[CON7] is read in an answer that says 200, and is "never" unless the table knows better', async () => {
    expect(await outcome(no('no_such_room'))).toEqual({
      permanent: 'walkie-no-such-room',
      reason: 'Walkie: no_such_room',
    })
    expect(await outcome(no('too_fast'))).toEqual({ retryAfterMs: 60_000, reason: 'Walkie: too_fast' })
    expect(await outcome(no('fatal'))).toEqual({ unknown: 'fatal' })
    expect(await outcome(no('constructor'))).toMatchObject({ permanent: 'walkie-constructor' })
  })

  test('[CON7] waits as long as the answer says, where it says', async () => {
    const headers = { 'retry-after': '7' }
    expect(await outcome(no('too_fast', { headers }))).toMatchObject({ retryAfterMs: 7_000 })
    expect(await outcome(no('too_fast', { status: 429, headers }))).toMatchObject({ retryAfterMs: 7_000 })
    expect(await outcome(no('too_fast', { status: 400 }))).toMatchObject({ retryAfterMs: 60_000 })
  })

  test('[CON7] changes no status that leaves it open or says "not now"', async () => {
    expect(await outcome(no('no_such_room', { status: 502 }))).toMatchObject({ unknown: expect.any(String) })
    expect(await outcome(no('no_such_room', { status: 503 }))).toMatchObject({ retryAfterMs: 1_000 })
    expect(await outcome(no('no_such_room', { status: 404 }))).toMatchObject({ permanent: 'walkie-no-such-room' })
    expect(await outcome(no('fatal', { status: 404 }))).toMatchObject({ permanent: 'http-404' })
    expect(await outcome(new Response('<html>', { status: 404 }))).toMatchObject({ permanent: 'http-404' })
  })

  test('[CON7] that cannot be read leaves it open, unless the vendor knows a repetition', async () => {
    expect(await outcome(new Response('<html>'))).toEqual({ unknown: 'HTTP 200 with something else' })
    expect(await outcome(new Response('<html>'), { isIdempotent: true })).toMatchObject({ retryAfterMs: 1_000 })
    expect(await outcome(no('fatal'), { isIdempotent: true })).toMatchObject({ retryAfterMs: 1_000 })
  })

  test('[CON7] may only say that it is so already, by its code or its status', async () => {
    const { context } = answering(no('already_there', { status: 409 }))
    for (const fine of [409, 'already_there'])
      expect(await api.send('/react', {}, context, ['7'], { fine: [fine] })).toEqual({ sent: ['7'] })
    expect(await api.send('/react', {}, context, ['7'])).toMatchObject({ permanent: 'walkie-already-there' })
  })
})

describe("a vendor's API", () => {
  test('[CON8] gets objects as JSON, forms and bytes as they are, and the credentials of the account', async () => {
    const { context, asked } = answering(Response.json({ id: '7' }))
    const form = new FormData()
    form.set('a', 'b')
    const bodies = [{ text: 'ä' }, form, new URLSearchParams({ c: 'd' }), new Uint8Array([1, 2])]
    for (const body of bodies) expect((await api.call('/say', body, context)).ok).toBe(true)
    await api.call('/me', undefined, context, { headers: { 'x-key': 'k' } })
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      ...bodies.map(() => 'POST https://api.walkie.example/v1/say'),
      'GET https://api.walkie.example/v1/me',
    ])
    expect(new Set(asked.map(({ headers }) => headers.get('authorization')))).toEqual(new Set(['Bearer s']))
    expect(asked.map(({ headers }) => headers.get('content-type')?.split(/[;=]/)[0])).toEqual([
      'application/json',
      'multipart/form-data',
      'application/x-www-form-urlencoded',
      undefined,
      undefined,
    ])
    expect(await asked[0]?.json()).toEqual({ text: 'ä' })
    expect(await asked[3]?.arrayBuffer()).toEqual(new Uint8Array([1, 2]).buffer)
    expect(asked[4]?.headers.get('x-key')).toBe('k')
  })

  test('[CON8] gives the ids of what it took, those that are known already, or a doubt', async () => {
    expect(await outcome(Response.json({ id: '7' }))).toEqual({ sent: ['7'] })
    expect(await outcome(Response.json({}))).toEqual({ unknown: 'HTTP 200, but no id of the message' })
    const answer = await api.call('/delete', {}, answering(Response.json({})).context)
    expect(sentBy(answer, ['7'])).toEqual({ sent: ['7'] })
  })
})

describe('a file that is put at a vendor', () => {
  const Id = z.object({ id: z.string() }).transform(({ id }) => id)
  const put = (answer: Response) => api.upload('/files', new FormData(), answering(answer).context, Id)

  test('[CON8] has an id there; until it has, nothing was sent', async () => {
    expect(await put(Response.json({ id: 'f7' }))).toBe('f7')
    expect(await put(Response.json({}))).toEqual({ retryAfterMs: 1_000, reason: 'HTTP 200, but no id of the file' })
    expect(await put(no('fatal'))).toMatchObject({ retryAfterMs: 1_000 })
    expect(await put(new Response(null, { status: 502 }))).toMatchObject({ retryAfterMs: 1_000 })
    expect(await put(no('too_large'))).toMatchObject({ permanent: 'walkie-too-large' })
  })
})

describe('a leased token', () => {
  const leasing = vendorApi<Config>({
    ...table,
    baseUrl: () => 'https://api.walkie.example',
    query: (_, token) => ({ token }),
    lease: { request: ({ secret }) => ({ path: '/lease', query: { secret } }), stale: ['stale'] },
  })
  const lease = (access_token: string, expires_in = 7_200) => Response.json({ access_token, expires_in })
  const paths = (asked: readonly Request[]) => asked.map(({ url }) => url.replace('https://api.walkie.example', ''))

  test('[CON9] is leased once and kept, until it ends or is stale', async () => {
    const said = Response.json({ id: '7' })
    const { context, asked } = answering(lease('a'), said, no('stale'), lease('b', 59), said, lease('c'), said)
    const say = () => leasing.send('/say?x=1', {}, context, Ids)
    expect(await say()).toEqual({ sent: ['7'] })
    expect(await say()).toMatchObject({ retryAfterMs: 1_000 })
    expect([await say(), await say()]).toEqual([{ sent: ['7'] }, { sent: ['7'] }])
    expect(paths(asked)).toEqual([
      ...['/lease?secret=s', '/say?x=1&token=a', '/say?x=1&token=a'],
      ...['/lease?secret=s', '/say?x=1&token=b', '/lease?secret=s', '/say?x=1&token=c'],
    ])
  })

  test('[CON9] is leased once for calls side by side, and again after a failure', async () => {
    const { context, asked } = answering(lease('a'), Response.json({ id: '7' }))
    await Promise.all([1, 2, 3].map(() => leasing.send('/say', {}, context, Ids)))
    expect(paths(asked)).toEqual(['/lease?secret=s', ...[1, 2, 3].map(() => '/say?token=a')])
    const failing = answering(no('busy'), lease('b'), Response.json({ id: '7' }))
    await leasing.send('/say', {}, failing.context, Ids)
    expect(await leasing.send('/say', {}, failing.context, Ids)).toEqual({ sent: ['7'] })
  })

  test('[CON9] is the token of one account, and of no other', async () => {
    const { context, asked } = answering(lease('a'), Response.json({}), lease('b'), Response.json({}))
    await leasing.call('/say', {}, context)
    await leasing.call('/say', {}, { ...context, config: { secret: 'other' } })
    expect(paths(asked)).toEqual(['/lease?secret=s', '/say?token=a', '/lease?secret=other', '/say?token=b'])
  })

  test('[CON9] that is not to be had means that nothing was sent', async () => {
    const outcomes = [no('bad_secret'), Response.json({}), new Response(null, { status: 502 })].map(async (answer) => {
      const { context, asked } = answering(answer)
      return [await leasing.send('/say', {}, context, Ids), asked.length]
    })
    expect(await Promise.all(outcomes)).toEqual([
      [{ permanent: 'walkie-bad-secret', reason: 'Walkie: bad_secret' }, 1],
      [{ retryAfterMs: 1_000, reason: 'no access token in the answer' }, 1],
      [{ retryAfterMs: 1_000, reason: 'HTTP 502' }, 1],
    ])
    await expect(leasing.file('/f', answering(no('bad_secret')).context)).rejects.toThrow(
      'Walkie gives no access token',
    )
  })

  test('[CON9] may be posted for, and read by other names than those of RFC 6749', async () => {
    const feathered = vendorApi<Config>({
      vendor: 'Pigeon',
      baseUrl: () => 'https://api.pigeon.example',
      headers: (_, token) => ({ authorization: token }),
      lease: {
        request: ({ secret }) => ({ path: '/lease', body: { secret } }),
        read: z.object({ seed: z.string() }).transform(({ seed: token }) => ({ token, seconds: 3_600 })),
        stale: [],
      },
    })
    const { context, asked } = answering(Response.json({ seed: 'corn' }), Response.json({ id: '7' }))
    expect(await feathered.send('/coo', {}, context, Ids)).toEqual({ sent: ['7'] })
    expect(await asked[0]?.json()).toEqual({ secret: 's' })
    expect(asked[1]?.headers.get('authorization')).toBe('corn')
  })
})

describe('a file of a vendor', () => {
  test('[CON10] is fetched with the credentials of the account, byte for byte', async () => {
    const { context, asked } = answering(new Response(new Uint8Array([0, 255])))
    expect(await api.file('/f/7', context)).toEqual(new Uint8Array([0, 255]))
    expect(asked[0]?.url).toBe('https://api.walkie.example/v1/f/7')
    expect(asked[0]?.headers.get('authorization')).toBe('Bearer s')
  })

  test('[CON10] is fetched where it belongs, whatever its path', async () => {
    for (const path of [
      '//evil.example/f',
      '/\\evil.example',
      '/https://evil.example',
      '/../../f',
      '@evil.example',
      '.evil.example',
    ]) {
      const { context, asked } = answering(new Response('x'))
      await api.file(path, context, 'https://files.walkie.example').catch(() => {})
      for (const { url } of asked) expect(new URL(url).host).toBe('files.walkie.example')
    }
  })

  test('[CON10] that is refused is an error without an address, also where the refusal is JSON with 200', async () => {
    const gone = answering(new Response(null, { status: 404 })).context
    await expect(api.file('/f', gone)).rejects.toThrow(new Error('Walkie does not give the file: HTTP 404'))
    const polite = vendorApi<Config>({ vendor: 'Walkie', baseUrl: () => 'https://w.example', isJsonNoFile: true })
    await expect(polite.file('/f', answering(no('gone')).context)).rejects.toThrow('does not give the file')
    await expect(api.file('/f', answering(Response.json({})).context)).resolves.toEqual(new Uint8Array([123, 125]))
  })
})

import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { callVendor, type VendorCall } from '../../src/contract/index.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A vendor on loopback that answers as told. */
async function vendor(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/bot-SECRET/send`
}

const call = (url: string, given: VendorCall = {}, signal = new AbortController().signal) =>
  callVendor(url, { method: 'POST', body: 'x', ...given }, { fetch, signal })

async function outcome(status: number, headers: Record<string, string> = {}, given: VendorCall = {}) {
  const answer = await call(await vendor((_, response) => response.writeHead(status, headers).end()), given)
  return answer.ok ? 'ok' : answer.failed
}

describe("a vendor's answer", () => {
  test('[CON6] tells what was taken, with its body', async () => {
    const url = await vendor((_, response) => response.writeHead(200).end('{"id":7}'))
    expect(await call(url)).toMatchObject({
      ok: true,
      status: 200,
      body: { id: 7 },
    })
  })

  test('[CON6] "not now" is a retry that waits as long as it says', async () => {
    expect(await outcome(429, { 'retry-after': '7' })).toEqual({
      retryAfterMs: 7_000,
      reason: 'HTTP 429',
    })
    const dates = {
      'retry-after': 'Mon, 05 Jan 2026 09:00:30 GMT',
      date: 'Mon, 05 Jan 2026 09:00:00 GMT',
    }
    expect(await outcome(503, dates)).toMatchObject({ retryAfterMs: 30_000 })
    for (const status of [408, 425, 429, 500, 503]) expect(await outcome(status)).toMatchObject({ retryAfterMs: 1_000 })
  })

  test('[CON6] "never" is permanent, with its code', async () => {
    for (const status of [302, 400, 401, 403, 404, 410, 413, 422])
      expect(await outcome(status, { location: '/elsewhere' })).toMatchObject({
        permanent: `http-${status}`,
      })
  })

  test('[CON6] that a gateway gives, or that never comes, leaves it open; unless the vendor knows a repetition', async () => {
    for (const status of [502, 504]) expect(await outcome(status)).toEqual({ unknown: `HTTP ${status}` })
    expect(await outcome(502, {}, { isIdempotent: true })).toMatchObject({
      retryAfterMs: 1_000,
    })
    const silent = await vendor(() => {})
    expect(await call(silent, { timeoutMs: 20 })).toMatchObject({
      failed: { unknown: 'no answer within 20 ms' },
    })
    expect(await call(silent, { timeoutMs: 20, isIdempotent: true })).toMatchObject({ failed: { retryAfterMs: 1_000 } })
    const reset = await vendor((request) => request.socket.destroy())
    expect(await call(reset)).toMatchObject({
      status: 0,
      failed: { unknown: expect.stringMatching(/UND_ERR_SOCKET|ECONNRESET/) },
    })
  })

  test('[CON6] is not needed to know that a connection never stood', async () => {
    const url = await vendor(() => {})
    for (const close of closing.splice(0)) close()
    expect(await call(url)).toMatchObject({
      failed: { retryAfterMs: 1_000, reason: 'ECONNREFUSED' },
    })
    const stopped = AbortSignal.abort()
    expect(await call(url, {}, stopped)).toMatchObject({
      failed: { retryAfterMs: 0 },
    })
  })

  test('[CON6] is reported without the address, where secrets are', async () => {
    const failed = [await outcome(404), await call('http://not a url/bot-SECRET'), await call('nowhere://bot-SECRET')]
    expect(JSON.stringify(failed)).not.toContain('SECRET')
  })
})

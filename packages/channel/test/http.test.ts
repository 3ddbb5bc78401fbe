import { createServer, request as httpRequest, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { Hono } from 'hono'
import { describe, expect, onTestFinished, test } from 'vitest'
import { nodeListener, type WebHandler, webhooks } from '../src/index.ts'
import { pigeonScene, signedRequest, update } from './scene.ts'

async function listening(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function scene() {
  const made = await pigeonScene()
  const count = async () => (await made.ada.cases.list({ view: 'recent' })).items.length
  const signed = (how: { secret?: string; body?: string } = {}, text = 'by webhook') =>
    signedRequest([update({ chat: `c-${text}`, text })], {
      at: made.now(),
      ...how,
    })
  return { ...made, count, signed, hooks: webhooks(made.desk) }
}

/** Sends the same request to another address. */
async function sentTo(url: string, request: Request): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: request.headers,
    body: await request.text(),
  })
  await response.text()
  return response.status
}

describe('webhooks of a desk', () => {
  test('[HOOK1] are one handler: the end of the path names channel and account', async () => {
    const { hooks, signed, count, desk } = await scene()
    const at = async (path: string) => {
      const { headers, body } = signed({}, path)
      return hooks(
        new Request(`https://desk.example${path}`, {
          method: 'POST',
          headers,
          body,
          duplex: 'half',
        }),
      )
    }
    expect((await at('/hooks/pigeon/home')).status).toBe(204)
    expect((await at('/pigeon/home?x=1')).status).toBe(204)
    for (const path of ['/hooks/pigeon/elsewhere', '/hooks/owl/home', '/', '/%zz/home']) {
      const answer = await at(path)
      expect([answer.status, await answer.json()]).toEqual([404, { code: 'channel/no-account' }])
    }
    expect(await count()).toBe(2)
    await desk.stop()
  })

  test('[HOOK2] are mounted in Hono', async () => {
    const { hooks, signed, count } = await scene()
    const app = new Hono()
    app.all('/hooks/*', (c) => hooks(c.req.raw))
    const { headers, body } = signed()
    const given = {
      method: 'POST',
      headers,
      body,
      duplex: 'half',
    } as RequestInit
    expect((await app.request('/hooks/pigeon/home', given)).status).toBe(204)
    expect((await app.request('/hooks/pigeon/home', { method: 'POST', body: '[]' })).status).toBe(401)
    expect(await count()).toBe(1)
  })

  test('[HOOK2] are mounted in Express, before any body parser', async () => {
    const { hooks, signed, count } = await scene()
    const app = express()
    app.use('/hooks', nodeListener(hooks))
    app.use(express.json())
    const url = await listening(app)
    expect(await sentTo(`${url}/hooks/pigeon/home`, signed())).toBe(204)
    expect(await sentTo(`${url}/hooks/pigeon/home`, signed({ secret: 'wrong' }))).toBe(401)
    expect(await count()).toBe(1)
  })

  test('[HOOK2] say so when a body parser came first', async () => {
    const { hooks, signed } = await scene()
    const app = express()
    app.use(express.json({ type: '*/*' }), nodeListener(hooks))
    const url = await listening(app)
    const response = await fetch(`${url}/hooks/pigeon/home`, {
      method: 'POST',
      headers: signed().headers,
      body: '[]',
    })
    expect([response.status, await response.json()]).toEqual([500, { code: 'channel/body-was-read' }])
  })

  test('[HOOK2] are mounted in plain node:http, under the address that vendors call', async () => {
    const { hooks, signed, count } = await scene()
    const seen: string[] = []
    const spying: WebHandler = (request) => {
      seen.push(request.url)
      return hooks(request)
    }
    const url = await listening(nodeListener(spying, { origin: 'https://desk.example' }))
    expect(await sentTo(`${url}/hooks/pigeon/home?a=1`, signed())).toBe(204)
    expect(seen).toEqual(['https://desk.example/hooks/pigeon/home?a=1'])
    expect(await count()).toBe(1)
  })

  test('[HOOK3] refuse too large a body and too large a head, also where no length is told', async () => {
    const { hooks, signed } = await scene()
    const url = await listening(nodeListener(hooks))
    const refusal = (headers: Record<string, string>, chunks: number) =>
      new Promise((resolve, reject) => {
        const sending = httpRequest(`${url}/hooks/pigeon/home`, { method: 'POST', headers }, (response) => {
          response.resume()
          resolve(response.statusCode)
        })
        sending.on('error', reject)
        for (let i = 0; i < chunks; i++) sending.write('x'.repeat(1024 * 1024))
        sending.end()
      })
    expect(await refusal({}, 6)).toBe(413)
    const long = new Headers(signed().headers)
    for (let i = 0; i < 10; i++) long.set(`x-long-${i}`, 'y'.repeat(8_000))
    const big = new Request('https://desk.example/hooks/pigeon/home', {
      method: 'POST',
      headers: long,
      body: '[]',
    })
    expect((await hooks(big)).status).toBe(431)
  })

  test('[HOOK4] answer 503 for what cannot be kept now, and take it in when it comes again', async () => {
    const { createDesk } = await import('@casewell/core')
    const { createHost, memoryDriver } = await import('@casewell/store')
    const { loft, pigeon } = await import('./pigeon.ts')
    const driver = memoryDriver()
    let isBroken = false
    const apply: typeof driver.apply = (group) =>
      isBroken ? Promise.reject(new Error('disk full')) : driver.apply(group)
    const heard: unknown[] = []
    const desk = await createDesk({
      store: createHost({ ...driver, apply }),
      onError: (error) => void heard.push(error),
    })
    desk.use(pigeon(loft())('home', { secret: 'grain' }))
    await desk.start()
    const hooks = webhooks(desk)
    const body = JSON.stringify([update({ chat: 'c1' })])
    const send = async () => {
      const { headers } = signedRequest([], { at: Date.now(), body })
      return hooks(
        new Request('https://desk.example/pigeon/home', {
          method: 'POST',
          headers,
          body,
        }),
      )
    }
    isBroken = true
    const refused = await send()
    expect([refused.status, await refused.json()]).toEqual([503, { code: 'channel/not-taken' }])
    isBroken = false
    expect((await send()).status).toBe(204)
    expect(heard.map(String)).toContain('Error: disk full')
    await desk.stop()
  })
})

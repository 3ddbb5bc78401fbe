import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { WebHandler } from './webhooks.ts'

/** How a handler is mounted. */
export interface NodeListenerOptions {
  /** What vendors call, if a proxy stands before this server: signatures may cover the address. @defaultValue the Host header */
  readonly origin?: string
}

/**
 * Mounts a Web-standard handler in `node:http`, or in Express before any body parser: a signature covers the bytes as
 * they came.
 *
 * @example
 * ```ts no-run: listens on a port
 * import { createServer } from 'node:http'
 * import { nodeListener, webhooks } from '@casewell/channel'
 * import { createDesk } from '@casewell/core'
 * import { memoryStore } from '@casewell/store'
 *
 * const desk = await createDesk({ store: memoryStore() })
 * createServer(nodeListener(webhooks(desk), { origin: 'https://desk.example' })).listen(8080)
 * ```
 */
export function nodeListener(
  handle: WebHandler,
  { origin }: NodeListenerOptions = {},
): (incoming: IncomingMessage & { readonly originalUrl?: string }, outgoing: ServerResponse) => void {
  return (incoming, outgoing) => {
    answer(incoming, outgoing, handle, origin).catch(() => {
      if (!outgoing.headersSent) outgoing.writeHead(500, json).end('{"code":"channel/not-answered"}')
      else outgoing.destroy()
    })
  }
}

const json = { 'content-type': 'application/json' }

async function answer(
  incoming: IncomingMessage & { readonly originalUrl?: string },
  outgoing: ServerResponse,
  handle: WebHandler,
  origin = `http://${incoming.headers.host ?? 'localhost'}`,
): Promise<void> {
  if (incoming.readableDidRead) {
    outgoing.writeHead(500, json).end('{"code":"channel/body-was-read"}') // a body parser came first: nothing can be verified
    return
  }
  const response = await handle(requestOf(incoming, origin))
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.end(new Uint8Array(await response.arrayBuffer()))
  incoming.resume() // what was refused unread must not keep the connection waiting
}

function requestOf(incoming: IncomingMessage & { readonly originalUrl?: string }, origin: string): Request {
  const { method = 'GET', originalUrl, url = '/' } = incoming
  const headers = new Headers()
  for (let i = 0; i + 1 < incoming.rawHeaders.length; i += 2)
    headers.append(incoming.rawHeaders[i] ?? '', incoming.rawHeaders[i + 1] ?? '')
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const body = hasBody ? { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: 'half' } : {} // the types of node and of the web differ in name only
  return new Request(new URL(originalUrl ?? url, origin), { method, headers, ...body } as RequestInit)
}

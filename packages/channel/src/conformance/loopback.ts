import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What goes wrong with one request: an answer instead of the vendor's, or none. */
export type Fault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** The connection breaks before the vendor sees the request. */
  | 'reset'
  /** The vendor sees the request and does what it asks; the connection breaks before it can say so. */
  | 'lost'
  /** Nothing comes, ever. */
  | 'hang'

/** A server on loopback in the vendor's place. */
export interface Loopback {
  readonly url: string
  /** What goes wrong with the next requests, one each. */
  readonly faults: Fault[]
  /** How many requests have come. */
  readonly count: number
  close(): Promise<void>
}

/** Starts a server that asks `vendor` for its answers. */
export async function loopback(vendor: (request: Request) => Response | Promise<Response>): Promise<Loopback> {
  const faults: Fault[] = []
  let count = 0
  const server = createServer((incoming, outgoing) => {
    count++
    answer(incoming, outgoing, vendor, faults.shift()).catch((error: unknown) => {
      outgoing.writeHead(599).end(String(error)) // the vendor of the harness is broken, and says so
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    faults,
    get count() {
      return count
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  vendor: (request: Request) => Response | Promise<Response>,
  fault: Fault | undefined,
): Promise<void> {
  const request = await requestOf(incoming)
  if (fault === 'reset') return void incoming.socket.destroy()
  if (fault === 'hang') return
  if (typeof fault === 'object') return void outgoing.writeHead(fault.status, fault.headers).end(fault.body ?? '')
  const response = await vendor(request)
  if (fault === 'lost') return void incoming.socket.destroy()
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.end(new Uint8Array(await response.arrayBuffer()))
}

async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const parts: Buffer[] = []
  for await (const part of incoming) parts.push(part as Buffer) // node's requests give buffers
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  const { method = 'GET' } = incoming
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? '127.0.0.1'}`)
  return new Request(url, { method, headers, ...(hasBody && { body: Buffer.concat(parts) }) })
}

import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { url } from './database.ts'

/** A wire between a knowledge base and the server, which a test can cut. */
export interface Wire {
  /** The server, by this wire. */
  readonly url: string
  /** How many connections were ever made by it. */
  calls: number
  /** Cuts every connection as soon as a message with this text has passed; undefined: cuts none. */
  cutBehind: string | undefined
}

/** Opens a wire of this test's own. */
export async function openWire(): Promise<Wire> {
  const far = new URL(url)
  const sockets = new Set<Socket>()
  const near = new URL(url)
  const wire: Wire = { url: '', calls: 0, cutBehind: undefined }
  const server = createServer((caller) => {
    wire.calls += 1
    const socket = connect(Number(far.port || 5432), far.hostname)
    for (const end of [caller, socket]) {
      sockets.add(end)
      end.on('error', () => {})
      end.on('close', () => {
        caller.destroy()
        socket.destroy()
      })
    }
    caller.on('data', (bytes) => {
      socket.write(bytes)
      if (wire.cutBehind === undefined || !bytes.toString('latin1').includes(wire.cutBehind)) return
      wire.cutBehind = undefined
      for (const end of sockets) end.destroy()
    })
    socket.on('data', (bytes) => caller.write(bytes))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const end of sockets) end.destroy()
    server.close()
  })
  near.hostname = '127.0.0.1'
  near.port = String((server.address() as AddressInfo).port)
  return Object.assign(wire, { url: near.href })
}

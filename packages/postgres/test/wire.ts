import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { url } from './server.ts'

/** A wire between an engine and the server, which a test can cut. */
export interface Wire {
  /** The server, by this wire. */
  readonly url: string
  /** How many connections were ever made by it. */
  readonly calls: () => number
  /** Decides what to do with what the engine sends; `'cut'` cuts before it arrives, `'deafen'` cuts behind it. */
  onSent: (text: string) => 'pass' | 'cut' | 'deafen'
  /** Cuts every connection; with `'down'` no new one is taken until `up`. */
  cut(then?: 'down'): void
  up(): void
  /** Nothing passes any more, either way, and nobody is told: as when a machine freezes. */
  freeze(): void
}

/** Opens a wire of this test's own. */
export async function openWire(): Promise<Wire> {
  const far = new URL(url)
  const pairs = new Set<{ readonly near: Socket; readonly far: Socket }>()
  let calls = 0
  let isDown = false
  let isFrozen = false
  const wire: Omit<Wire, 'url'> = {
    calls: () => calls,
    onSent: () => 'pass',
    cut(then) {
      isDown = then === 'down'
      for (const { near, far } of pairs) for (const socket of [near, far]) socket.destroy()
    },
    up() {
      isDown = false
      isFrozen = false
    },
    freeze() {
      isFrozen = true
    },
  }

  const server = createServer((near) => {
    calls += 1
    if (isDown) return void near.destroy()
    const socket = connect(Number(far.port || 5432), far.hostname)
    const pair = { near, far: socket }
    pairs.add(pair)
    let isDeaf = isFrozen
    near.on('data', (bytes) => {
      if (isFrozen) return
      const what = wire.onSent(bytes.toString('latin1'))
      if (what === 'cut') return void near.destroy()
      if (what === 'deafen') isDeaf = true
      socket.write(bytes)
    })
    socket.on('data', (bytes) => {
      if (isDeaf)
        near.destroy() // the answer was on its way when the wire broke
      else if (!isFrozen) near.write(bytes)
    })
    for (const end of [near, socket]) {
      end.on('error', () => {})
      end.on('close', () => {
        pairs.delete(pair)
        near.destroy()
        socket.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    wire.cut('down')
    server.close()
  })
  const near = new URL(url)
  near.hostname = '127.0.0.1'
  near.port = String((server.address() as AddressInfo).port)
  return Object.assign(wire, { url: near.href })
}

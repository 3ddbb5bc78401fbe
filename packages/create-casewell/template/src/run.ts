import { once } from 'node:events'
import type { StoreHost } from '@casewell/store'
import { serve } from '@hono/node-server'
import { openDesk } from './desk.ts'
import { setting } from './setting.ts'
import { webOf } from './web.ts'

/** Runs the desk until the process is asked to stop. */
export async function run(store: StoreHost): Promise<void> {
  const help = await openDesk(store)
  help.desk.bus.on('case.*', ({ type, subject }) => console.log(type, subject))
  await help.desk.start()
  const server = serve({ fetch: webOf(help).fetch, port: Number(setting('PORT')) }, ({ port }) =>
    console.log(`The desk is open: http://127.0.0.1:${port}/health`),
  )
  await askedToStop()
  server.close()
  await once(server, 'close')
  await help.desk.stop()
}

/** Resolves at a signal, or when npm is gone: it ends on SIGTERM and does not hand it on. */
function askedToStop(): Promise<void> {
  return new Promise((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop())
    const npm = process.ppid
    if ('npm_lifecycle_event' in process.env) setInterval(() => process.ppid !== npm && stop(), 250).unref()
  })
}

/** How soon after its commit an event on Postgres reaches a durable subscriber in another process. */
import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { eventType } from '@casewell/bus'
import { type Store, subscription } from '@casewell/store'
import { postgresStore } from '@casewell/store-postgres'
import pg from 'pg'
import * as z from 'zod'
import { bench } from './harness.ts'

const Rung = eventType('bell.rung', z.object({ n: z.number() }))
const url = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test'

/** Milliseconds by the machine's monotonic clock, which all its processes share. */
const now = (): number => Number(process.hrtime.bigint()) / 1e6

/** In a process of its own: says when it handles each event. */
async function listen(schema: string): Promise<void> {
  const host = postgresStore({ url, schema })
  const hearing = subscription(host.tenant('acme'), {
    name: 'hearing',
    events: [Rung],
    handle: ({ data }) => void process.send?.({ n: data.n, at: now() }),
  })
  hearing.start()
  await hearing.caughtUp()
  process.send?.('ready')
  process.on('disconnect', () => void hearing.stop().then(() => host.close()))
}

/** One commit: how long it took, and how long after it the handler was called. */
async function ring(store: Store, n: number, heardAt: Promise<number>): Promise<{ commit: number; delay: number }> {
  const before = now()
  await store.commit({ events: [Rung('door', { n })] })
  const committed = now()
  return { commit: committed - before, delay: (await heardAt) - committed }
}

export default bench('postgres-delay', async (report) => {
  const schema = `bench_${randomBytes(5).toString('hex')}`
  const host = postgresStore({ url, schema })
  const store = host.tenant('acme')
  await store.head() // makes the schema
  const execArgv = ['--import', 'tsx', '--conditions=@casewell/source']
  const child = fork(import.meta.filename, ['listener', schema], { execArgv })
  const heard = new Map<number, (at: number) => void>()
  try {
    await once(child, 'message')
    child.on('message', ({ n, at }: { n: number; at: number }) => heard.get(n)?.(at))
    const found: { commit: number; delay: number }[] = []
    for (let n = 0; n < 320; n++) {
      const heardAt = new Promise<number>((resolve) => void heard.set(n, resolve))
      const one = await ring(store, n, heardAt)
      if (n >= 20) found.push(one) // the first ones warm both processes up
      await setTimeout(5 + (n % 7)) // the subscriber has written its checkpoint and sleeps
    }
    const expected = { bar: 3, hope: 1.5, better: 'lower' } as const
    report.row(
      { what: 'commit to handler in another process, over the commit', unit: 'ms', ...expected },
      found.map((f) => f.delay),
    )
    report.row(
      { what: 'the commit', unit: 'ms' },
      found.map((f) => f.commit),
    )
  } finally {
    child.disconnect()
    await once(child, 'exit')
    await host.close()
    const owner = new pg.Client({ connectionString: url })
    await owner.connect()
    await owner.query(`drop schema ${schema} cascade`)
    await owner.end()
  }
  report.note('By the monotonic clock that both processes share. The bar is for the upper quartile of 300 commits.')
})

const [, , role, given] = process.argv
if (role === 'listener' && given !== undefined) await listen(given)

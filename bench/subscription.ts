/** How fast a durable subscription goes through the log of a SQLite store, and how soon after a commit its handler runs. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { eventType } from '@casewell/bus'
import { collection, type Store, subscription, type UnitOfWork } from '@casewell/store'
import { sqliteStore } from '@casewell/store-sqlite'
import * as z from 'zod'
import { bench } from './harness.ts'

const Moved = eventType('box.moved', z.object({ to: z.number() }))
const Boxes = collection('boxes', z.object({ to: z.number() }), { version: 1, indexes: {} })

/** Events of one measurement. */
const count = 50_000
/** Commits whose delay is measured. */
const commits = 300

async function filled(store: Store): Promise<void> {
  for (let i = 0; i < count; i += 1_000)
    await store.commit({ events: Array.from({ length: 1_000 }, (_, j) => Moved(`box-${j % 100}`, { to: i + j })) })
}

/** Events a second, from the start of the log to its end. */
async function rate(
  store: Store,
  name: string,
  act: (unit: UnitOfWork, id: string, to: number) => void,
): Promise<number> {
  let handled = 0
  const begun = performance.now()
  const listening = subscription(store, {
    name,
    events: [Moved],
    handle(event, unit) {
      handled++
      act(unit, event.subject, event.data.to)
    },
  })
  listening.start()
  await listening.caughtUp()
  const seconds = (performance.now() - begun) / 1000
  await listening.stop()
  if (handled < count) throw new Error(`${handled} of ${count} events were handled`)
  return count / seconds
}

/** Milliseconds between the return of a commit and the call of the handler, for a subscription at rest: the median. */
async function delay(store: Store, name: string): Promise<number> {
  let heard = (): void => {}
  const listening = subscription(store, { name, events: [Moved], from: 'now', handle: () => heard() })
  listening.start()
  await listening.caughtUp()
  const delays: number[] = []
  for (let i = 0; i < commits; i++) {
    let handledAt = 0
    const handled = new Promise<void>((resolve) => {
      heard = () => {
        handledAt = performance.now()
        resolve()
      }
    })
    await rest(2) // its checkpoint for the event before is written
    await store.commit({ events: [Moved('box', { to: i })] })
    const committedAt = performance.now()
    await handled
    delays.push(handledAt - committedAt)
  }
  await listening.stop()
  return delays.sort((a, b) => a - b)[commits / 2] ?? Number.NaN
}

export default bench('subscription', async (report) => {
  mkdirSync('node_modules/.cache', { recursive: true })
  const folder = mkdtempSync(join('node_modules/.cache', 'casewell-bench-')) // on a disk: a temporary folder may be memory
  const host = sqliteStore({ file: join(folder, 'log.db') })
  const store = host.tenant('acme')
  await filled(store)
  const runs = { bare: [] as number[], writing: [] as number[], delays: [] as number[] }
  for (let i = 0; i < 9; i++) {
    runs.bare.push(await rate(store, `bare-${i}`, () => {}))
    runs.writing.push(await rate(store, `writing-${i}`, (unit, id, to) => unit.put(Boxes, id, { to })))
    runs.delays.push(await delay(store, `delay-${i}`))
  }
  report.row({ what: 'handled without writing', unit: 'events/s', bar: 50_000, hope: 100_000 }, runs.bare)
  report.row({ what: 'handled with one put each', unit: 'events/s', bar: 10_000, hope: 25_000 }, runs.writing)
  report.row({ what: 'handler after the commit, p50', unit: 'ms', better: 'lower', bar: 1, hope: 0.2 }, runs.delays)
  report.note(
    `${count.toLocaleString('en')} events over 100 keys, batches of 512, each one durable commit; nine runs each.`,
  )
  await host.close()
  rmSync(folder, { recursive: true })
})

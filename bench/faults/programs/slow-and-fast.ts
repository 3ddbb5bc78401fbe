// Subscribes twice, fast and slowly, and says how it stands when the fast one is through: slow-and-fast.ts <where> <events> <slowMs>
import { setTimeout as rest } from 'node:timers/promises'
import { lagOf, subscription } from '@casewell/store'
import { Effects } from '../harness/effects.ts'
import { Written } from '../harness/entries.ts'
import { openStore } from '../harness/places.ts'

const [where = '', events = '0', slowMs = '0'] = process.argv.slice(2)
const host = openStore(where)
const store = host.tenant('acme')
const handled = { fast: 0, slow: 0 }
const fast = subscription(store, {
  name: 'fast',
  events: [Written],
  batch: 64,
  handle(event, unit) {
    unit.put(Effects, event.id, { times: 1 })
  },
})
const slow = subscription(store, {
  name: 'slow',
  events: [Written],
  batch: 1,
  async handle() {
    handled.slow++
    await rest(Number(slowMs))
  },
})
await store.head()
const before = process.memoryUsage.rss()
fast.start()
if (slowMs !== '0') slow.start()
console.log('ready')

let highest = before
const watch = setInterval(() => {
  highest = Math.max(highest, process.memoryUsage.rss())
}, 50)
do {
  await rest(100)
  handled.fast = await store.count(Effects, { index: 'all' }, 1_000_000)
} while (handled.fast < Number(events))
clearInterval(watch)

const { position } = await store.head()
const told = await lagOf(store, 'slow')
// The slow one has one event in its hands, whose checkpoint is to come.
const counted = position - Math.max(0, handled.slow - 1)
const growthMib = (highest - before) / 2 ** 20
console.log(JSON.stringify({ ...handled, written: position, lag: { told, counted }, growthMib }))

import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'
import * as z from 'zod'
import { collection } from '../../collection.ts'
import type { DeadLetter } from '../../subscription/dead-letters.ts'
import { subscription } from '../../subscription/subscription.ts'
import { runTimers } from '../../timer/run-timers.ts'
import { transact } from '../../transact.ts'
import { BoxOpened, opened } from '../boxes.ts'
import { eventually, upTo } from '../proof.ts'
import { type Rule, rule } from '../rule.ts'

const Tallies = collection('kit.tallies', z.object({ n: z.number() }), { version: 1, indexes: {} })

/** What stands on the contract, on this engine. */
export const houseRules: readonly Rule[] = [
  rule({
    id: 'ST69',
    says: 'Units of work that meet on one document lose nothing: each is decided again until it wins.',
    async check({ host }) {
      const store = host.tenant('acme')
      await Promise.all(
        upTo(20).map(() =>
          transact(store, async (unit) => {
            const n = ((await unit.get(Tallies, 'visits'))?.doc.n ?? 0) + 1
            unit.put(Tallies, 'visits', { n })
            unit.emit(opened(`${n}`))
          }),
        ),
      )
      assert.equal((await store.get(Tallies, 'visits'))?.doc.n, 20)
      assert.deepEqual(
        (await store.readLog({ after: 0, limit: 100 })).map(({ subject }) => subject),
        upTo(20).map(String),
      )
    },
  }),
  rule({
    id: 'ST70',
    says: 'A durable subscription that two processes run has each effect exactly once, in order, whoever works.',
    needs: ['another'],
    async check({ host, another }) {
      const stores = [host.tenant('acme'), (await another()).tenant('acme')]
      const dead: DeadLetter[] = []
      const running = stores.map((store) =>
        subscription(store, {
          name: 'tally',
          events: [BoxOpened],
          batch: 16,
          retry: { attempts: 1 },
          onDead: (letter) => dead.push(letter),
          async handle(event, unit) {
            const n = (await unit.get(Tallies, event.subject))?.doc.n ?? 0
            assert.equal(event.data.colour, `${n}`)
            unit.put(Tallies, event.subject, { n: n + 1 })
          },
        }),
      )
      for (const one of running) one.start()
      for (const n of upTo(40)) {
        const events = upTo(5).map((key) => opened(`k${key}`, `${n - 1}`))
        await stores[n % 2]?.commit({ events })
        if (n === 20) await running[0]?.stop()
      }
      await eventually('every event was counted', async () => {
        const tallies = await Promise.all(upTo(5).map((key) => host.tenant('acme').get(Tallies, `k${key}`)))
        return dead.length > 0 || tallies.every((tally) => tally?.doc.n === 40)
      })
      for (const one of running) await one.stop()
      assert.deepEqual(dead, [])
    },
  }),
  rule({
    id: 'ST71',
    says: 'A timer fires once, however many processes run timers.',
    needs: ['another'],
    async check({ host, another }) {
      const stores = [host.tenant('acme'), (await another()).tenant('acme')]
      const running = [...stores, ...stores].map((store) => runTimers(store, () => {}))
      await transact(host.tenant('acme'), (unit) => {
        for (const n of upTo(30)) unit.schedule(new Date(unit.now.getTime() + (n % 3) * 30), opened(`${n}`))
        unit.schedule(new Date(unit.now.getTime() + 3_600_000), opened('later'))
      })
      await eventually('all timers fired', async () => (await host.tenant('acme').head()).position >= 30)
      await setTimeout(50)
      for (const one of running) await one.stop()
      const fired = (await host.tenant('acme').readLog({ after: 0, limit: 100 })).map(({ subject }) => subject)
      assert.deepEqual(
        fired.map(Number).sort((a, b) => a - b),
        upTo(30),
      )
    },
  }),
]

import { eventType } from '@casewell/bus'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { createHost, memoryDriver, memoryStore, subscription, transact } from '../src/index.ts'

const BoxOpened = eventType('box.opened', z.object({ colour: z.string() }))
const opened = (subject: string) => BoxOpened(subject, { colour: 'red' })
const monday = Date.UTC(2026, 2, 2)

test('[HEALTH1] health tells of each subscription how far it is behind, and what waits or is dead', async () => {
  await using host = memoryStore({ now: () => monday })
  const store = host.tenant('acme')
  const options = (attempts: number) => ({
    events: [BoxOpened],
    retry: { attempts, baseMs: 3_600_000 },
    random: () => 1,
    handle({ subject }: { subject: string }) {
      if (subject === 'bad') throw new Error('no')
    },
  })
  const patient = subscription(store, { name: 'patient', ...options(5) })
  const strict = subscription(store, { name: 'strict', ...options(1) })
  patient.start()
  strict.start()
  await store.commit({ events: [opened('good'), opened('bad'), opened('bad'), opened('good')] })
  await patient.caughtUp()
  await strict.caughtUp()
  await strict.stop()
  await store.commit({ events: [opened('late'), opened('later')] })
  await patient.caughtUp()

  const health = await host.health()
  expect(health).toMatchObject({ engine: 'memory', isUp: true })
  expect(health.tenants.map(({ tenant, position }) => [tenant, position])).toEqual([['acme', 6]])
  expect(health.tenants[0]?.subscriptions).toEqual([
    { name: 'patient', position: 6, lag: 0, isHeld: true, retrying: 1, behind: 1, dead: 0 },
    { name: 'strict', position: 4, lag: 2, isHeld: false, retrying: 0, behind: 0, dead: 2 },
  ])
  await patient.stop()
})

test('[HEALTH2] health tells how many timers wait and how many are overdue', async () => {
  await using host = memoryStore({ now: () => monday })
  await transact(host.tenant('acme'), (unit) => {
    for (const minutes of [-10, -5, 5]) unit.schedule(new Date(monday + minutes * 60_000), opened(`${minutes}`))
  })
  expect((await host.health()).tenants[0]?.timers).toEqual({ due: 2, waiting: 3 })
})

test('[HEALTH3] health tells how deep the queue is and how large groups are', async () => {
  const inner = memoryDriver()
  let release: (() => void) | undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  await using host = createHost({
    ...inner,
    async apply(group) {
      await held
      return inner.apply(group)
    },
  })
  const store = host.tenant('acme')
  const first = store.commit({ events: [opened('1')] })
  await new Promise(setImmediate)
  const rest = ['2', '3', '4'].map((subject) => store.commit({ events: [opened(subject)] }))
  await new Promise(setImmediate)
  const before = await host.health({ tenants: [] })
  expect(before.commits).toEqual({ waiting: 3, groups: 0, commits: 0, failed: 0, last: 0, largest: 0 })
  release?.()
  await Promise.all([first, ...rest])
  const { commits } = await host.health({ tenants: [] })
  expect(commits).toEqual({ waiting: 0, groups: 2, commits: 4, failed: 0, last: 3, largest: 3 })
})

test('[HEALTH3] commits that the engine refuses are counted', async () => {
  const apply = () => {
    throw new Error('no power')
  }
  await using host = createHost({ ...memoryDriver(), apply })
  const store = host.tenant('acme')
  await Promise.allSettled([store.commit({ events: [opened('1')] }), store.commit({ events: [opened('2')] })])
  expect((await host.health()).commits).toMatchObject({ groups: 0, commits: 0, failed: 2 })
})

test('[HEALTH4] an engine that does not answer is told of, and nothing is thrown', async () => {
  const tenants = () => {
    throw new Error('the disk is on fire')
  }
  const host = createHost({ ...memoryDriver(), tenants })
  expect(await host.health()).toMatchObject({
    isUp: false,
    problem: { code: 'unknown', message: 'the disk is on fire' },
    tenants: [],
  })
  await host.close()
  expect(await host.health()).toMatchObject({
    isUp: false,
    problem: { code: 'store/closed', hint: expect.stringMatching(/^Finish work/) },
  })
})

test('[HEALTH5] one can ask about some tenants, or only whether the engine answers', async () => {
  await using host = memoryStore()
  for (const name of ['acme', 'beta', 'city']) await host.tenant(name).commit({ events: [opened(name)] })
  const names = async (tenants?: readonly string[]) =>
    (await host.health(tenants && { tenants })).tenants.map(({ tenant }) => tenant)
  expect(await names()).toEqual(['acme', 'beta', 'city'])
  expect(await names(['beta'])).toEqual(['beta'])
  expect(await names([])).toEqual([])
})

/** One event in a hundred fails for ever, and one in a hundred three times. */
import type { EventOf } from '@casewell/bus'
import { deadLetters, type Store, type Subscription, subscription } from '@casewell/store'
import { wholeLog } from './harness/audit.ts'
import { Effects } from './harness/effects.ts'
import { subjectOf, Written } from './harness/entries.ts'
import { fault } from './harness/fault.ts'
import { openStore, type Place, places } from './harness/places.ts'
import type { Trial } from './harness/trial.ts'

/** A prime, so that what fails is spread over many keys. */
const keys = 499

const isForEver = (n: number): boolean => n % 100 === 7
const isThrice = (n: number): boolean => n % 100 === 42
const keyOf = (n: number): number => (n * 7_919) % keys

export default fault('poison', async (trial) => {
  for await (const place of places(trial)) await poison(trial, place)
})

async function poison(trial: Trial, { engine, where }: Place): Promise<void> {
  const events = trial.size(20_000, 2_000)
  await using host = openStore(where('poison'))
  const store = host.tenant('acme')
  for (let n = 0; n < events; n += 500)
    await store.commit({
      events: Array.from({ length: 500 }, (_, i) => Written(subjectOf(`${keyOf(n + i)}`), { writer: 'w', n: n + i })),
    })
  const cure = { isThere: false }
  const listening = poisoned(store, cure)
  listening.start()
  await settled(store, listening, events)
  const before = await committed(store)
  const letters = await allLetters(store)
  cure.isThere = true
  for (const position of letters) await listening.retry(position)
  await settled(store, listening, 0)
  const after = await committed(store)
  await listening.stop()

  const sick = before.filter(({ n }) => isForEver(n))
  const failing = new Set(before.filter(({ n }) => isForEver(n) || isThrice(n)).map(({ key }) => key))
  const clean = before.filter(({ key }) => !failing.has(key))
  trial.must(engine, 'events that fail for ever', { is: events / 100 }, sick.length)
  trial.must(engine, 'of them with an effect', { is: 0 }, sick.filter(({ times }) => times > 0).length)
  trial.must(
    engine,
    'of them without a dead letter, letters of others',
    { is: 0 },
    difference(
      letters,
      sick.map(({ position }) => position),
    ),
  )
  trial.must(
    engine,
    'other events without effect, or with several',
    { is: 0 },
    before.filter(({ n, times }) => !isForEver(n) && times !== 1).length,
  )
  trial.must(engine, 'keys where nothing fails', { atLeast: 50 }, new Set(clean.map(({ key }) => key)).size)
  trial.must(
    engine,
    'events of the other keys that waited',
    { atLeast: 1 },
    overtaken(before.filter(({ times }) => times > 0)),
  )
  trial.must(engine, 'events of such keys that waited', { is: 0 }, overtaken(clean))
  trial.must(
    engine,
    'events that left the order of their key',
    { is: 0 },
    disorder(before.filter(({ n }) => !isForEver(n))),
  )
  trial.must(
    engine,
    'effects missing or double after cure and retry',
    { is: 0 },
    after.filter(({ times }) => times !== 1).length,
  )
  trial.must(engine, 'dead letters left', { is: 0 }, (await allLetters(store)).length)
}

/** Fails as the event says, until there is a cure. */
function poisoned(store: Store, cure: { readonly isThere: boolean }): Subscription {
  const failures = new Map<number, number>()
  return subscription(store, {
    name: 'poisoned',
    events: [Written],
    batch: 64,
    retry: { attempts: 5, baseMs: 20 },
    async handle(event, unit) {
      const { n } = event.data
      if (isForEver(n) && !cure.isThere) throw new Error(`event ${n} is poison`)
      if (isThrice(n) && !hasFailedThrice(n)) throw new Error(`event ${n} is not ready`)
      unit.put(Effects, event.id, { times: ((await unit.get(Effects, event.id))?.doc.times ?? 0) + 1 })
    },
  })

  /** Once more than three times, because the first attempt may be that of a batch, which counts for nobody. */
  function hasFailedThrice(n: number): boolean {
    const failed = failures.get(n) ?? 0
    failures.set(n, failed + 1)
    return failed >= 4
  }
}

interface Handled {
  readonly position: number
  readonly key: string
  readonly n: number
  readonly times: number
  /** The commit that holds its effect. */
  readonly commit: number
}

/** Every event with its effect. */
async function committed(store: Store): Promise<readonly Handled[]> {
  const all: Handled[] = []
  for await (const event of wholeLog(store)) {
    const { id, position, subject, data } = event as EventOf<typeof Written> // nothing else is in this log
    const effect = await store.get(Effects, id)
    all.push({ position, key: subject, n: data.n, times: effect?.doc.times ?? 0, commit: effect?.version ?? 0 })
  }
  return all
}

async function allLetters(store: Store): Promise<readonly number[]> {
  const all: number[] = []
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await deadLetters(store, 'poisoned', { limit: 1000, ...(cursor !== undefined && { cursor }) })
    all.push(...page.items.map(({ position }) => position))
    cursor = page.next
  }
  return all
}

/** Waits until nothing changes any more: everything is handled or dead. */
async function settled(store: Store, listening: Subscription, events: number): Promise<void> {
  await listening.caughtUp()
  const isDone = async (): Promise<boolean> => {
    const [letters, { items }] = [await allLetters(store), await store.find(Effects, { index: 'all', limit: 1 })]
    const done = await store.count(Effects, { index: 'all' }, 1_000_000)
    const all = (await store.head()).position
    return items.length > 0 && letters.length + done === all && (events > 0 || letters.length === 0)
  }
  while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 100))
}

const difference = (one: readonly number[], other: readonly number[]): number => {
  const [a, b] = [new Set(one), new Set(other)]
  return one.filter((item) => !b.has(item)).length + other.filter((item) => !a.has(item)).length
}

/** Events whose effect was committed after that of a later event. */
function overtaken(handled: readonly Handled[]): number {
  let earliest = Number.POSITIVE_INFINITY
  return handled.toReversed().filter(({ commit }) => {
    const isLate = commit > earliest
    earliest = Math.min(earliest, commit)
    return isLate
  }).length
}

function disorder(handled: readonly Handled[]): number {
  const lines = new Map<string, Handled[]>()
  for (const one of handled) lines.set(one.key, [...(lines.get(one.key) ?? []), one])
  return [...lines.values()].reduce((sum, line) => sum + overtaken(line), 0)
}

import assert from 'node:assert/strict'
import { conflictsOf } from '../../errors.ts'
import type { Store } from '../../store.ts'
import { check, type Expectation, erase, put, remove, type Write } from '../../write.ts'
import { type Box, Boxes, box, opened } from '../boxes.ts'
import { Dice } from '../dice.ts'
import { Model } from '../model.ts'
import { idsOf, upTo } from '../proof.ts'
import { type Rule, rule } from '../rule.ts'

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const
const labels = [null, null, 'L', 'M', 'N'] as const
const colours = ['red', 'green', 'blue'] as const
const people = ['ada', 'bob'] as const

interface Asked {
  readonly writes: readonly Write[]
  readonly subjects: readonly string[]
}

/** A version that was true of late, or never, or a word. */
function expectation(dice: Dice, model: Model, id: string): Expectation {
  const kept = model.docs.get(id)
  const current = kept === undefined || kept === 'erased' ? 'absent' : kept.version
  return dice.pick([current, current, current, 'any', 'any', 'absent', Math.max(0, model.commit - dice.below(5))])
}

function someBox(dice: Dice): Box {
  return box({
    colour: dice.pick(colours),
    size: dice.below(3),
    label: dice.pick(labels),
    tags: [...dice.some(3, () => dice.pick(colours))],
    owners: [...dice.some(2, () => dice.pick(people))],
  })
}

function someWrite(dice: Dice, model: Model, id: string): Write {
  const expect = expectation(dice, model, id)
  const checked = expect === 'any' ? 'missing' : expect
  const die = dice.below(40)
  if (die === 0) return erase(Boxes, id, expect)
  if (die < 10) return remove(Boxes, id, expect)
  return die < 14 ? check(Boxes, id, checked) : put(Boxes, id, someBox(dice), expect)
}

function someCommit(dice: Dice, model: Model): Asked {
  const chosen = [...new Set(dice.some(4, () => dice.pick(ids)))]
  return { writes: chosen.map((id) => someWrite(dice, model, id)), subjects: dice.some(2, () => dice.pick(ids)) }
}

/** Asks for some commits at once, and compares every answer. */
async function doSome(store: Store, model: Model, asked: readonly Asked[]): Promise<void> {
  const answers = await Promise.allSettled(
    asked.map(({ writes, subjects }) => store.commit({ writes, events: subjects.map((subject) => opened(subject)) })),
  )
  for (const [i, { writes, subjects }] of asked.entries()) {
    const answer = answers[i]
    const before = model.log.length
    const conflicts = model.apply(writes, subjects)
    const positions = subjects.map((_, p) => before + p + 1)
    if (answer?.status === 'fulfilled')
      assert.deepEqual([[], { commit: model.commit, positions }], [conflicts, answer.value])
    else assert.deepEqual(conflictsOf(answer?.reason) ?? String(answer?.reason), conflicts)
  }
}

async function compare(store: Store, model: Model, dice: Dice): Promise<void> {
  for (const id of ids) {
    const kept = model.docs.get(id)
    const expected = kept === undefined || kept === 'erased' ? undefined : { id, doc: kept.box, version: kept.version }
    assert.deepEqual(await store.get(Boxes, id), expected)
  }
  const keysOf = {
    colour: (b: Box) => [`${b.colour} ${b.size}`],
    label: (b: Box) => (b.label === null ? [] : [b.label]),
    tag: (b: Box) => b.tags,
  } as const
  for (const index of ['colour', 'label', 'tag'] as const) {
    const expected = model.ids(keysOf[index])
    const limit = 1 + dice.below(5)
    assert.deepEqual(await idsOf(store, Boxes, { index }, limit), expected)
    assert.deepEqual(await idsOf(store, Boxes, { index, order: 'desc' }, limit), [...expected].reverse())
    assert.equal(await store.count(Boxes, { index }, 3), Math.min(3, expected.length))
  }
  for (const person of people) {
    const expected = model.ids((b) => (b.owners.includes(person) ? [person] : []))
    assert.deepEqual(
      await store.about(person, { limit: 100 }),
      expected.map((id) => `kit.boxes/${id}`),
    )
  }
  assert.deepEqual(await store.head(), { commit: model.commit, position: model.log.length })
}

async function live(store: Store, seed: number): Promise<void> {
  const dice = new Dice(seed)
  const model = new Model()
  for (const step of upTo(25)) {
    const asked = Array.from({ length: 1 + dice.below(8) }, () => someCommit(dice, model))
    await doSome(store, model, asked)
    if (step % 5 === 0) await compare(store, model, dice)
  }
  const log = await store.readLog({ after: 0, limit: 10_000 })
  assert.deepEqual(
    log.map(({ subject }) => subject),
    model.log,
  )
}

/** Everything at once. */
export const modelRules: readonly Rule[] = [
  rule({
    id: 'ST72',
    says: 'Whatever is asked for, the store answers as a map and a list would: documents, queries, conflicts, log.',
    async check({ host }) {
      for (const seed of upTo(12)) {
        await live(host.tenant(`seed-${seed}`), seed).catch((cause: unknown) => {
          throw new Error(`with seed ${seed}: ${String(cause)}`, { cause })
        })
      }
    },
  }),
]

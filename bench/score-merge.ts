// Merging a thousand shards of weighted answers: equal to the last bit to one state of all of them, in whatever order.
import { isDeepStrictEqual } from 'node:util'
import { mergeAll, moments, nps, type ScaleState } from '@casewell/scoring'
import { random } from '@casewell/scoring/numeric'
import { bench, perSecond } from './harness.ts'

const SHARDS = 1000
const ANSWERS = 100

const { uniform, whole } = random('shards')
const shards = Array.from({ length: SHARDS }, () =>
  Array.from({ length: ANSWERS }, () => ({ value: whole(11), weight: 0.1 + uniform() })),
)
const amounts = shards.map((shard) => shard.map(({ weight }) => weight * 1e6))

/** An order that has nothing to do with the first one. */
const shuffled = <T>(list: readonly T[]): T[] =>
  list
    .map((item) => ({ item, key: uniform() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)

export default bench('score-merge', async (report) => {
  const score = nps()
  const states = shards.map((shard) => score.addAll(score.zero(), shard))
  const whole = score.addAll(score.zero(), shards.flat())
  const isEqual = (state: ScaleState): boolean =>
    isDeepStrictEqual(state, whole) && isDeepStrictEqual(score.result(state), score.result(whole))
  const merged = [states, states.toReversed(), shuffled(states), shuffled(states)].map((list) => mergeAll(score, list))
  const equal = merged.filter(isEqual).length / merged.length
  report.row({ what: 'orders with a state and score exactly equal', unit: 'share', bar: 1 }, equal)

  const sums = moments()
  const amountStates = amounts.map((list) => sums.addAll(sums.zero(), list))
  const all = sums.addAll(sums.zero(), shuffled(amounts.flat()))
  const same = isDeepStrictEqual(mergeAll(sums, shuffled(amountStates)), all) ? 1 : 0
  report.row({ what: 'moments of shards exactly those of all', unit: 'share', bar: 1 }, same)

  const plain = shards.map((shard) =>
    score.addAll(
      score.zero(),
      shard.map(({ value }) => value),
    ),
  )
  for (const [what, list] of [
    ['weighted', states],
    ['unweighted', plain],
  ] as const) {
    const speed = perSecond(SHARDS, () => mergeAll(score, list))
    const samples: number[] = []
    for (let i = 0; i < 9; i++) samples.push(await speed())
    report.row({ what: `merging ${what} shards`, unit: 'shards/s' }, samples.slice(1))
  }
})

// What an answer costs on its way into an NPS or CSAT state, against a bare histogram that checks nothing.
import { nps, scale } from '@casewell/scoring'
import { bench, perSecond } from './harness.ts'

/** Answers of one measurement: some ten milliseconds on the faster side. */
const N = 2_000_000
const ONE_BY_ONE = 200_000

const answers = Array.from({ length: N }, (_, i) => (i * 7919) % 11)
const stars = answers.map((answer) => 1 + (answer % 5))

let seen = 0

/** The reference: count, and trust every answer. */
function bare(list: readonly number[], points: number) {
  return perSecond(list.length, () => {
    const counts = new Array<number>(points).fill(0)
    for (let i = 0; i < list.length; i++) {
      const answer = list[i] ?? 0
      counts[answer] = (counts[answer] ?? 0) + 1
    }
    seen += counts[0] ?? 0
  })
}

export default bench('score-add', async (report) => {
  const [score, satisfaction] = [nps(), scale({ min: 1, max: 5 })]
  const row = { unit: 'answers/s', reference: 'bare histogram', bar: 0.3, hope: 0.7, pairs: 21 }
  const addNps = perSecond(N, () => {
    seen += score.addAll(score.zero(), answers).counts[0] ?? 0
  })
  const addStars = perSecond(N, () => {
    seen += satisfaction.addAll(satisfaction.zero(), stars).counts[0] ?? 0
  })
  await report.ratio({ ...row, what: 'NPS answers into a state' }, addNps, bare(answers, 11))
  await report.ratio({ ...row, what: 'CSAT answers into a state' }, addStars, bare(stars, 6))

  const single = answers.slice(0, ONE_BY_ONE)
  const oneByOne = perSecond(ONE_BY_ONE, () => {
    let state = score.zero()
    for (const answer of single) state = score.add(state, answer)
    seen += state.counts[0] ?? 0
  })
  const plain = { what: 'one at a time, a new state each', unit: 'answers/s', reference: 'bare histogram', pairs: 21 }
  await report.ratio(plain, oneByOne, bare(single, 11))
  report.note(`${seen > 0 ? 'Every' : 'No'} answer was checked against its scale; the reference checks none.`)
})

import { readFileSync } from 'node:fs'
import { compareExtremes, netPromoterScore, scale } from '@casewell/scoring'

const rows = readFileSync('answers.csv', 'utf8').trim().split('\n').slice(1)
const counts = rows.map((row) => row.split(',').map(Number))
const answersIn = (column: number) =>
  counts.flatMap((row) => Array.from({ length: row[column] ?? 0 }, () => row[0] ?? 0))
const [april, may] = [answersIn(1), answersIn(2)]

const zeroToTen = scale({ min: 0, max: 10 })
const ends = { bottom: 3, top: 1 } // 0, 1 and 2 are very dissatisfied; only 10 is extremely loyal
const percent = (share = 0) => Math.round(100 * share)

for (const [month, answers] of Object.entries({ april, may })) {
  const { mean, extremes } = zeroToTen.result(zeroToTen.addAll(zeroToTen.zero(), answers), ends)
  const { points, marginPoints } = netPromoterScore(answers)
  console.log(`${month}: mean ${mean.value}, NPS ${points} ± ${marginPoints?.toFixed(0)}, ${answers.length} answers`)
  for (const { metric, value, interval } of [extremes.veryDissatisfied, extremes.extremelyLoyal])
    console.log(`  ${metric}: ${percent(value ?? 0)} % (${percent(interval?.lower)} to ${percent(interval?.upper)} %)`)
}

const [before, after] = [april, may].map((answers) => zeroToTen.addAll(zeroToTen.zero(), answers))
if (before && after) {
  const { difference, interval, adjustedP } = compareExtremes(before, after, ends).veryDissatisfied
  console.log(
    `very dissatisfied: ${percent(difference)} points more (${percent(interval.lower)} to ${percent(interval.upper)})`,
  )
  console.log(adjustedP < 0.05 ? 'that is no accident' : 'that may be an accident')
}

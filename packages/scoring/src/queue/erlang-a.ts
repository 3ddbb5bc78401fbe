import { incompleteBeta } from '../numeric/incomplete-beta.ts'
import { requirePositive } from '../require.ts'
import { inverseErlangB } from './erlang-b.ts'
import { forecastWarnings, type ImpatientLoad, type QueueForecast, requireLoad, TARGET_SECONDS } from './load.ts'

/** States whose weight falls below this share of the sum so far, while falling, are left out. */
const NEGLIGIBLE = 1e-17

/**
 * Erlang A (M/M/c+M): customers give up after an exponential patience. Exact, in closed form, in as many steps as the
 * queue is long.
 *
 * An arrival that finds j waiting would wait for j + 1 departures, the k-th at rate cμ + kθ, so that with W its wait
 * `e^(−θW)` is beta distributed with shapes a = cμ/θ and j + 1; it is answered within t with chance
 * `a/(a+j+1) · (1 − I(a+1, j+1))` at `e^(−θt)`. Model: Palm 1946; Garnett, Mandelbaum & Reiman, Designing a call center
 * with impatient customers, MSOM 4 (2002).
 *
 * @throws `scoring/out-of-range`
 * @example
 * ```ts
 * import { erlangA } from '@casewell/scoring/queue'
 *
 * const load = { contactsPerHour: 2880, handleSeconds: 60, agents: 50, patienceSeconds: 120 }
 * const { abandonShare, meanWaitSeconds, occupancy } = erlangA(load)
 * console.log(abandonShare.toFixed(4), meanWaitSeconds.toFixed(2), occupancy.toFixed(3)) // 0.0309 3.71 0.930
 * ```
 */
export function erlangA(load: ImpatientLoad): QueueForecast {
  const erlangs = requireLoad(load)
  const { agents, handleSeconds, targetSeconds = TARGET_SECONDS } = load
  const patience = requirePositive('the patience (s)', load.patienceSeconds)
  const perHandle = patience / handleSeconds
  const queue = sumQueue(agents * perHandle, erlangs * perHandle, Math.exp(-targetSeconds / patience))
  // With nobody waiting the chance of all agents busy is Erlang B's; the states with a queue come on top of those.
  const total = queue.unit * inverseErlangB(erlangs, agents) - queue.unit + queue.weight
  const waitShare = queue.weight / total
  const queueLength = queue.length / total
  const meanWaitSeconds = erlangs === 0 ? 0 : (queueLength * handleSeconds) / erlangs
  const abandonShare = meanWaitSeconds / patience
  const occupancy = (erlangs * (1 - abandonShare)) / agents
  return {
    erlangs,
    waitShare,
    serviceLevel: 1 - waitShare + queue.soon / total,
    occupancy,
    queueLength,
    abandonShare,
    meanWaitSeconds,
    asaSeconds: ((queue.answeredWait / total) * patience) / (1 - abandonShare),
    model: 'erlang-a',
    warnings: forecastWarnings(occupancy),
  }
}

/** Sums over the states in which all agents are busy, all on one scale. */
interface QueueSums {
  /** All agents busy, nobody waiting. */
  unit: number
  weight: number
  length: number
  /** Weight × chance to be answered within the target. */
  soon: number
  /** Weight × wait of those who are answered, in units of the patience. */
  answeredWait: number
}

/** Sums beyond this are scaled down, so that an overloaded centre does not overflow them. */
const HUGE = 1e250

/**
 * @param a - service rate of all agents × patience
 * @param y - arrival rate × patience
 * @param x - `e^(−target/patience)`
 */
function sumQueue(a: number, y: number, x: number): QueueSums {
  const sums: QueueSums = { unit: 1, weight: 0, length: 0, soon: 0, answeredWait: 0 }
  const late = lateChances(a, x)
  let weight = 1
  let harmonic = 0
  for (let j = 0; ; j++) {
    const perRate = 1 / (a + j + 1)
    const answered = weight * a * perRate
    harmonic += perRate
    sums.weight += weight
    sums.length += weight * j
    sums.soon += answered * (1 - late(j))
    sums.answeredWait += answered * harmonic
    if (weight <= sums.weight * NEGLIGIBLE && y < a + j + 1) return sums
    weight *= y * perRate
    if (weight > HUGE) {
      weight /= HUGE
      scaleDown(sums)
    }
  }
}

function scaleDown(sums: QueueSums): void {
  sums.unit /= HUGE
  sums.weight /= HUGE
  sums.length /= HUGE
  sums.soon /= HUGE
  sums.answeredWait /= HUGE
}

/** `I_x(a+1, j+1)` for j = 0, 1, 2 … asked in order: each is the one before plus a term. */
function lateChances(a: number, x: number): (j: number) => number {
  let term = x ** (a + 1)
  let chance = term
  if (term < 1e-280) return (j) => incompleteBeta(x, a + 1, j + 1)
  return (j) => {
    if (j === 0) return chance
    term *= ((1 - x) * (a + j)) / j
    chance = Math.min(1, chance + term)
    return chance
  }
}

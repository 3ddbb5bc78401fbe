import { scoringErrors } from '../errors.ts'
import { erlangB } from './erlang-b.ts'
import { forecastWarnings, type QueueForecast, requireLoad, type StaffedLoad, TARGET_SECONDS } from './load.ts'

/**
 * Erlang C (M/M/c): everybody waits as long as it takes. It sees more waiting than there is wherever people give up;
 * use {@link erlangA} if you know their patience.
 *
 * @throws `scoring/unstable-queue` when the load is not below the number of agents; `scoring/out-of-range`
 * @example
 * ```ts
 * import { erlangC } from '@casewell/scoring/queue'
 *
 * const { serviceLevel, asaSeconds } = erlangC({ contactsPerHour: 200, handleSeconds: 180, agents: 14 })
 * console.log(serviceLevel.toFixed(3), asaSeconds.toFixed(1)) // 0.888 7.8
 * ```
 */
export function erlangC(load: StaffedLoad): QueueForecast {
  const erlangs = requireLoad(load)
  const { agents, handleSeconds, targetSeconds = TARGET_SECONDS } = load
  if (erlangs >= agents) throw scoringErrors['unstable-queue']({ erlangs, agents })
  const blocking = erlangB(erlangs, agents)
  const spare = agents - erlangs
  const waitShare = (agents * blocking) / (agents - erlangs * (1 - blocking))
  const asaSeconds = (waitShare * handleSeconds) / spare
  const occupancy = erlangs / agents
  return {
    erlangs,
    waitShare,
    serviceLevel: 1 - waitShare * Math.exp((-spare * targetSeconds) / handleSeconds),
    occupancy,
    queueLength: (waitShare * erlangs) / spare,
    abandonShare: 0,
    meanWaitSeconds: asaSeconds,
    asaSeconds,
    model: 'erlang-c',
    warnings: forecastWarnings(occupancy),
  }
}

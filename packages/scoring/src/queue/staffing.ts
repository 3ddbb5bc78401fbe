import { requirePositive, requireWithin } from '../require.ts'
import { erlangA } from './erlang-a.ts'
import { erlangC } from './erlang-c.ts'
import type { Load, QueueForecast } from './load.ts'

/** What must hold. What is not named is not asked. */
export interface StaffingGoals {
  /** Share answered within the target, 0…1. */
  readonly serviceLevel?: number
  /** Share of their time that agents may work, 0…1. */
  readonly maxOccupancy?: number
  /** Share that may give up, 0…1. Needs a patience. */
  readonly maxAbandonShare?: number
  /** Share of paid time spent away from contacts: breaks, training, sickness. @defaultValue 0 */
  readonly shrinkage?: number
}

/** How many people it takes. */
export interface Staffing {
  /** Agents who must be there. */
  readonly agents: number
  /** People to plan for, so that after shrinkage so many are there. */
  readonly positions: number
  /** What is to be expected with that many. */
  readonly forecast: QueueForecast
}

/**
 * The fewest agents for which all goals hold: by Erlang A if the load has a patience, else by Erlang C.
 *
 * @throws `scoring/out-of-range`
 * @example
 * ```ts
 * import { staffing } from '@casewell/scoring/queue'
 *
 * const load = { contactsPerHour: 200, handleSeconds: 180, patienceSeconds: 300 }
 * const plan = staffing(load, { serviceLevel: 0.8, maxAbandonShare: 0.05, shrinkage: 0.3 })
 * console.log(plan.agents, plan.positions, plan.forecast.serviceLevel.toFixed(3)) // 13 19 0.858
 * ```
 */
export function staffing(load: Load & { readonly patienceSeconds?: number }, goals: StaffingGoals): Staffing {
  const { shrinkage = 0 } = goals
  requireGoals(goals)
  const { patienceSeconds } = load
  const erlangs = (load.contactsPerHour * load.handleSeconds) / 3600
  const forecast = (agents: number): QueueForecast =>
    patienceSeconds === undefined ? erlangC({ ...load, agents }) : erlangA({ ...load, agents, patienceSeconds })
  const holds = (agents: number): boolean => isReached(forecast(agents), goals)
  let low = patienceSeconds === undefined ? Math.floor(erlangs) : 0
  let high = Math.max(low + 1, 1)
  while (!holds(high)) [low, high] = [high, high + Math.max(1, high - low) * 2]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle
  }
  return { agents: high, positions: Math.ceil(high / (1 - shrinkage) - 1e-9), forecast: forecast(high) }
}

function isReached({ serviceLevel, occupancy, abandonShare }: QueueForecast, goals: StaffingGoals): boolean {
  return (
    serviceLevel >= (goals.serviceLevel ?? 0) &&
    occupancy <= (goals.maxOccupancy ?? 1) &&
    abandonShare <= (goals.maxAbandonShare ?? 1)
  )
}

/** A goal that no number of agents reaches would be searched for for ever. */
function requireGoals({ serviceLevel = 0, maxOccupancy = 1, maxAbandonShare = 1, shrinkage = 0 }: StaffingGoals): void {
  requireWithin('the service level', serviceLevel, 0, 0.999999)
  requireWithin('the highest occupancy', requirePositive('the highest occupancy', maxOccupancy), 1e-6, 1)
  requireWithin('the share that may give up', maxAbandonShare, 1e-9, 1)
  requireWithin('shrinkage', shrinkage, 0, 0.99)
}

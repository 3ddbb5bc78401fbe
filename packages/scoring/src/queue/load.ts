import type { Warning } from '../estimate.ts'
import { requirePositive, requireWhole, requireWithin } from '../require.ts'

/** The work that arrives, at a steady rate. */
export interface Load {
  readonly contactsPerHour: number
  /** Mean talk + hold + wrap of one contact. */
  readonly handleSeconds: number
  /** The wait within which a contact should be answered. @defaultValue 20 */
  readonly targetSeconds?: number
}

/** A load and those who carry it. */
export interface StaffedLoad extends Load {
  readonly agents: number
}

/** A load whose customers give up after a mean patience. */
export interface ImpatientLoad extends StaffedLoad {
  readonly patienceSeconds: number
}

/** What a queueing formula predicts: the long-run average of a model, not a measurement. */
export interface QueueForecast {
  readonly erlangs: number
  /** Share that has to wait at all. */
  readonly waitShare: number
  /** Share of all offered that is answered within the target. */
  readonly serviceLevel: number
  /** Share of their time that agents work. */
  readonly occupancy: number
  /** Mean number of customers waiting. */
  readonly queueLength: number
  /** Share that gives up; 0 where the model lets nobody. */
  readonly abandonShare: number
  /** Mean wait of all offered, in seconds, those who gave up included. */
  readonly meanWaitSeconds: number
  /** Mean wait of the answered, in seconds: the average speed of answer. */
  readonly asaSeconds: number
  readonly model: 'erlang-c' | 'erlang-a'
  readonly warnings: readonly Warning[]
}

/** Refuses a load that is none; hands back its erlangs. */
export function requireLoad(load: StaffedLoad): number {
  requireWithin('the contacts per hour', load.contactsPerHour, 0)
  requirePositive('the handle time (s)', load.handleSeconds)
  requireWithin('the target (s)', load.targetSeconds ?? TARGET_SECONDS, 0)
  requireWhole('the number of agents', load.agents, 1)
  return (load.contactsPerHour * load.handleSeconds) / 3600
}

/** The target where none is named: the old 80/20 promise. */
export const TARGET_SECONDS = 20

/** Above this share of their time, people burn out and the steady-state formulas are never reached. */
const BUSY = 0.9

/** What the numbers of a forecast give reason to doubt. */
export function forecastWarnings(occupancy: number): Warning[] {
  if (occupancy <= BUSY) return []
  const message = `agents would work ${(100 * occupancy).toFixed(0)} % of their time: too tight to hold for long.`
  return [{ code: 'high-occupancy', message }]
}

import { modelErrors } from '../models/errors.ts'
import { requireFinite } from '../models/input.ts'
import { requireWithin } from '../require.ts'

/**
 * What one customer bought, in periods since the first purchase (days, weeks; the same unit throughout).
 * The first purchase itself starts the clock and is not counted.
 */
export interface PurchaseHistory {
  /** x: the repeat purchases. */
  readonly frequency: number
  /** t_x: when the last repeat purchase was; 0 without one. */
  readonly recency: number
  /** T: how long the customer has been watched. */
  readonly observed: number
  /** How many customers share this history; 1 by default. */
  readonly customers?: number
}

/**
 * Refuses a history that cannot be.
 *
 * @throws `scoring/impossible-history`, `scoring/out-of-range`
 */
export function requireHistory(history: PurchaseHistory): PurchaseHistory {
  const { frequency, recency, observed, customers = 1 } = history
  requireWithin('the number of customers', customers, 0)
  for (const [what, value] of Object.entries({ frequency, recency, observed })) requireFinite(what, value)
  const isCount = Number.isInteger(frequency) && frequency >= 0
  const isOrdered = recency >= 0 && recency <= observed
  if (!isCount || !isOrdered || frequency > 0 !== recency > 0) {
    throw modelErrors['impossible-history']({ frequency, recency, observed })
  }
  return history
}

/** Equal histories as one, with their number; in the order of first appearance. */
export function collapsed(histories: readonly PurchaseHistory[]): Required<PurchaseHistory>[] {
  const distinct = new Map<string, Required<PurchaseHistory>>()
  for (const history of histories) {
    const { frequency, recency, observed, customers = 1 } = requireHistory(history)
    const key = `${frequency} ${recency} ${observed}`
    const before = distinct.get(key)?.customers ?? 0
    distinct.set(key, { frequency, recency, observed, customers: before + customers })
  }
  return [...distinct.values()].filter(({ customers }) => customers > 0)
}

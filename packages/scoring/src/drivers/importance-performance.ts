import { modelErrors } from '../models/errors.ts'
import { requireFinite } from '../models/input.ts'
import type { KeyDrivers } from './key-drivers.ts'

/** Where a driver lies: what matters and goes badly comes first. */
export type Quadrant = 'concentrate here' | 'keep it up' | 'low priority' | 'possible overkill'

/** One driver on the map. */
export interface MappedDriver {
  readonly name: string
  /** Its share among the drivers, 0…1. */
  readonly importance: number
  readonly performance: number
  readonly quadrant: Quadrant
}

/** Drivers by what they matter and how they go. */
export interface ImportanceMap {
  readonly drivers: readonly MappedDriver[]
  /** Where the lines stand: at the mean importance and the mean performance. */
  readonly cut: { readonly importance: number; readonly performance: number }
}

/**
 * The importance–performance map: where effort would matter most.
 *
 * Source: Martilla & James, "Importance-Performance Analysis", Journal of Marketing 41 (1977) 77–79.
 *
 * @param performance - how each driver goes, such as its mean score; one scale for all
 * @throws `scoring/unknown-level` for a driver without performance, `scoring/no-variation` when no driver matters at all
 * @example
 * ```ts
 * import { driverShares, crossProducts, importanceMap } from '@casewell/scoring/drivers'
 *
 * const all = crossProducts(['speed', 'courtesy', 'score'])
 * const rows = Array.from({ length: 60 }, (_, i) => [i % 5, i % 3, 2 * (i % 5) + (i % 3) + ((i * 7) % 4)])
 * const shares = driverShares(all.result(all.addAll(all.zero(), rows)), 'score')
 * console.log(importanceMap(shares, { speed: 2.1, courtesy: 4.5 }).drivers[0]?.quadrant) // concentrate here
 * ```
 */
export function importanceMap({ drivers }: KeyDrivers, performance: Readonly<Record<string, number>>): ImportanceMap {
  const total = drivers.reduce((sum, { share }) => sum + (share.value ?? 0), 0)
  if (!(total > 0)) throw modelErrors['no-variation']({ column: 'the outcome, as far as these drivers go,' })
  const placed = drivers.map(({ name, share }) => ({
    name,
    importance: (share.value ?? 0) / total,
    performance: performanceOf(name, performance),
  }))
  const cut = { importance: 1 / placed.length, performance: mean(placed.map((driver) => driver.performance)) }
  const quadrant = (driver: (typeof placed)[number]): Quadrant => {
    const isGood = driver.performance >= cut.performance
    if (driver.importance >= cut.importance) return isGood ? 'keep it up' : 'concentrate here'
    return isGood ? 'possible overkill' : 'low priority'
  }
  return { drivers: placed.map((driver) => ({ ...driver, quadrant: quadrant(driver) })), cut }
}

function performanceOf(name: string, performance: Readonly<Record<string, number>>): number {
  const value = Object.hasOwn(performance, name) ? performance[name] : undefined
  if (value === undefined) {
    throw modelErrors['unknown-level']({ name: 'the performances', level: name, levels: Object.keys(performance) })
  }
  return requireFinite(`the performance of ${name}`, value)
}

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length

import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect } from 'vitest'

const folder = resolve(import.meta.dirname, '../../../../shared/data/scoring')

/** Do the reference vectors lie beside the checkout? */
export const vectorsAreThere = existsSync(folder)

/** One published or reference result. Its inputs and outputs have a shape of their own for each kind. */
export interface Vector<Inputs, Expected> {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly inputs: Inputs
  readonly expected: Expected
  readonly tolerance: { readonly abs: number }
}

/** The vectors of a topic and kind; none where the data are not there. */
export function vectors<Inputs, Expected>(topic: string, kind = topic): Vector<Inputs, Expected>[] {
  if (!vectorsAreThere) return []
  const all = JSON.parse(readFileSync(`${folder}/${topic}.json`, 'utf8')) as Vector<Inputs, Expected>[]
  const chosen = all.filter((vector) => vector.kind === kind)
  expect(chosen.length, `vectors of ${topic}/${kind}`).toBeGreaterThan(0)
  return chosen
}

/** Expects a number (or list of numbers) within an absolute distance of another. */
export function near(actual: unknown, expected: unknown, tolerance: number, what = ''): void {
  if (Array.isArray(expected)) {
    expect(Array.isArray(actual) ? actual.length : undefined, what).toBe(expected.length)
    expected.forEach((value, i) => {
      near((actual as unknown[])[i], value, tolerance, `${what}[${i}]`)
    })
    return
  }
  expect(typeof actual, what).toBe('number')
  const distance = Math.abs(Number(actual) - Number(expected))
  expect(distance, `${what}: ${String(actual)}, expected ${String(expected)}`).toBeLessThanOrEqual(tolerance)
}

/** The ends of an interval. */
export function endsOf(interval: { readonly lower: number; readonly upper: number } | null): number[] {
  expect(interval).not.toBeNull()
  return interval === null ? [] : [interval.lower, interval.upper]
}

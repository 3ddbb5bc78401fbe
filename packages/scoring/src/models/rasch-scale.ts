import type { CheckedAnswers } from './answer-matrix.ts'
import { modelErrors } from './errors.ts'

/** Steps of their own for each item, or steps that all items share up to their location. Yes/no items: no difference. */
export type RaschModel = 'partial-credit' | 'rating-scale'

/** How the free parameters make each item's cumulative easiness; linear. */
export interface RaschScale {
  readonly names: readonly string[]
  readonly start: readonly number[]
  easiness(at: readonly number[]): number[][]
}

export function raschScale(model: RaschModel, { highest }: CheckedAnswers, items: readonly string[]): RaschScale {
  if (items.length < 2) throw modelErrors['no-observations']({ method: 'a Rasch model of fewer than two items' })
  return model === 'rating-scale' ? ratingScale(highest, items) : partialCredit(highest, items)
}

/** Free: all cumulative steps but the last item's top, which balances the locations. */
function partialCredit(highest: readonly number[], items: readonly string[]): RaschScale {
  const all = items.flatMap((item, i) => Array.from({ length: highest[i] ?? 0 }, (_, h) => `${item} step ${h + 1}`))
  const names = all.slice(0, -1)
  return {
    names,
    start: names.map(() => 0),
    easiness(at) {
      let next = 0
      const steps = highest.map((top) => Array.from({ length: top }, () => at[next++] ?? 0))
      const others = steps.slice(0, -1).reduce((sum, item) => sum + (item.at(-1) ?? 0) / item.length, 0)
      const last = steps.at(-1) ?? []
      last[last.length - 1] = -others * last.length
      return steps
    },
  }
}

/** Free: all locations but the last, and all shared steps but the top, which is 0. */
function ratingScale(highest: readonly number[], items: readonly string[]): RaschScale {
  const top = highest[0] ?? 0
  const other = highest.findIndex((height) => height !== top)
  if (other >= 0)
    throw modelErrors['unequal-scales']({ item: items[other] ?? '', highest: highest[other] ?? 0, expected: top })
  const names = [...items.slice(0, -1), ...Array.from({ length: top - 1 }, (_, h) => `shared step ${h + 1}`)]
  const free = items.length - 1
  return {
    names,
    start: names.map(() => 0),
    easiness(at) {
      const locations = at.slice(0, free)
      const shared = [...at.slice(free), 0]
      const last = -locations.reduce((sum, x) => sum + x, 0)
      return [...locations, last].map((location) => shared.map((step, h) => (h + 1) * location + step))
    },
  }
}

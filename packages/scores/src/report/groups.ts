import type { Cell } from '../fold/cell.ts'
import { answersIn } from './question-scores.ts'
import type { GroupScore, PlaceScore } from './score-report.ts'

/** Answers to the question that most people answered. */
export function sizeOf({ scales }: Pick<Cell, 'scales'>): number {
  return Math.max(0, ...Object.values(scales).map(({ state }) => answersIn(state)))
}

/**
 * Groups with their scores, by name. One with fewer answers than the floor is hidden. If it is the only one that is
 * hidden, the total minus the others would tell it, so the next smallest is hidden with it.
 */
export function shownGroups(
  cells: readonly Cell[],
  floor: number,
  scoreOf: (cell: Cell) => PlaceScore,
): readonly GroupScore[] {
  const sized = cells
    .map((cell) => ({ cell, size: sizeOf(cell) }))
    .filter(({ size, cell }) => size > 0 || hasCases(cell))
  const small = sized.filter(({ size }) => size < floor)
  const rest = sized.filter(({ size }) => size >= floor).sort((a, b) => a.size - b.size)
  const teller = small.length === 1 && small[0] && small[0].size > 0 ? rest[0]?.cell : undefined
  return sized
    .map(({ cell, size }): GroupScore => {
      const hidden = size < floor ? 'too-small' : cell === teller ? 'would-tell' : null
      return { name: cell.of, score: hidden === null ? scoreOf(cell) : null, hidden }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

const hasCases = ({ cohorts }: Cell): boolean => Object.keys(cohorts).length > 0

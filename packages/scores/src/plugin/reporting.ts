import type { DeskPort } from '@casewell/core'
import { emptyCell } from '../fold/cell.ts'
import { cellId } from '../fold/memory-books.ts'
import type { Dimension, Place } from '../fold/place.ts'
import type { Settings } from '../options.ts'
import { buildReport, placeScore } from '../report/build-report.ts'
import { sizeOf } from '../report/groups.ts'
import type { PlaceScore, ScoreReport } from '../report/score-report.ts'
import { type Period, periodBefore, wholeWeeks } from '../week.ts'
import { Cells } from './collections.ts'
import { cellsIn } from './stored-cells.ts'

/** One place in one week; null of a person below the floor. */
export async function weekScore(
  desk: DeskPort,
  settings: Settings,
  place: Place,
  week: string,
): Promise<PlaceScore | null> {
  const cell = (await desk.read.get(Cells, cellId(place, week)))?.doc ?? emptyCell(place, week)
  if (place.by === 'agent' && sizeOf(cell) < settings.floor) return null
  return placeScore(cell, { ...settings, asOfMs: (await desk.read.now()).getTime() })
}

/** @throws `scores/bad-period` */
export async function report(
  desk: DeskPort,
  settings: Settings,
  { period, by = 'all', asOf }: { readonly period: Period; readonly by?: Dimension; readonly asOf?: Date },
): Promise<ScoreReport> {
  const weeks = wholeWeeks(period)
  const asOfMs = (asOf ?? (await desk.read.now())).getTime()
  const [all, before, groups] = await Promise.all([
    cellsIn(desk, 'all', weeks),
    cellsIn(desk, 'all', periodBefore(weeks)),
    by === 'all' ? [] : cellsIn(desk, by, weeks),
  ])
  const floor = by === 'agent' ? settings.floor : 1
  return buildReport({ ...settings, asOfMs, period: weeks, by, all, before, groups, floor })
}

export { scoresErrors } from './errors.ts'
export { Cell, mergeCells } from './fold/cell.ts'
export type { Cohorts, Resolution } from './fold/cohort.ts'
export type { Dimension, Facets, Place } from './fold/place.ts'
export { type Ends, usualEnds } from './fold/signal.ts'
export type { ScoresOptions } from './options.ts'
export { Cells } from './plugin/collections.ts'
export { type ScoresApi, scores } from './plugin.ts'
export { buildReport, type ReportSources } from './report/build-report.ts'
export { reportPage } from './report/page.ts'
export { reportPlots } from './report/plots.ts'
export type {
  GroupScore,
  KanoScore,
  PlaceScore,
  QuestionScore,
  QuestionSeries,
  ScoreReport,
} from './report/score-report.ts'
export { reportText } from './report/text.ts'
export type { Period } from './week.ts'

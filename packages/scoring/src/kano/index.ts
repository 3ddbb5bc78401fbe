export { type KanoPosition, kanoPosition, type Spread } from './continuous.ts'
export { type KanoCurve, kanoCurve } from './curve.ts'
export { type KanoFeature, type KanoOptions, kano, kanoCategories, kanoCounts, kanoFeature } from './kano.ts'
export { type KanoComparison, type KanoIndexDifference, kanoCompare } from './kano-compare.ts'
export {
  type FongTest,
  fongTest,
  type KanoCounts,
  type KanoIndices,
  type KanoVerdict,
  kanoIndices,
  kanoVerdict,
} from './kano-counts.ts'
export type { KanoAnswer, KanoCells, KanoState } from './kano-state.ts'
export { type KanoCategory, type KanoTable, kanoCategory, kanoTable, kanoTables } from './table.ts'

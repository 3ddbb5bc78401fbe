export { type Bench, bench } from './harness/bench.ts'
export { milliseconds, perSecond } from './harness/measure.ts'
export { type Comparison, type Measure, pairs, type Spread, spreadOf } from './harness/pairs.ts'
export type { RatioRow, Report, Row, ValueRow } from './harness/report.ts'

export { type LineConfig, line } from './line.ts'

export { restoreSearch, snapshotOf } from './snapshot/snapshot-of.ts'

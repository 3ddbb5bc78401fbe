export { bare } from './bare.ts'
export { editDistance } from './edit-distance.ts'
export { type QueryWord, readQuery, type Terms } from './query.ts'
export { isUnspaced } from './words.ts'

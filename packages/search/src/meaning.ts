export { fuse, type Voice } from './meaning/fuse.ts'
export { type LearnOptions, learnMeaning } from './meaning/learn-meaning.ts'
export type { Meaning } from './meaning/learnt.ts'
export { createPassages, type Embedder, type Passage, type Passages } from './meaning/passages.ts'

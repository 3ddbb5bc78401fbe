import type { Document } from './collection.ts'

/** A search engine that has read a collection. */
export interface Engine {
  /** Ids of what answers a text, best first. */
  readonly rank: (text: string, limit: number) => readonly string[]
}

/** What a collection is written in: a code of ISO 639-1. */
export type Language = 'de' | 'en' | 'es' | 'zh'

/** Makes an engine of documents in one language. */
export type MakeEngine = (documents: readonly Document[], language: Language) => Engine

import { analyzer } from '@casewell/search'
import type { Language } from './engine.ts'

const { term, weight } = analyzer()
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
const WORD = /[\p{L}\p{N}\p{M}]+/gu

/** The words of a text, lower case; the Chinese ones as `Intl.Segmenter` sees them. */
export function words(text: string, language: Language): string[] {
  const lower = text.normalize('NFKC').toLowerCase()
  if (language !== 'zh') return lower.match(WORD) ?? []
  return [...segmenter.segment(lower)].flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []))
}

/** What other engines are fed with: words that say something, the English ones as their stems. */
export const contentTerms = (text: string, language: Language): string[] =>
  words(text, language)
    .filter((word) => weight(word) === 1)
    .map((word) => (language === 'en' ? term(word) : word))

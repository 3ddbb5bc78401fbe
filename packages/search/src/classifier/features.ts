import type { Analyzer } from '../analyzer.ts'
import { isUnspaced } from '../words.ts'

/** Lengths of the strings of letters that are looked at, across the ends of words. */
const GRAMS = [3, 4]

/** What a text shows, and how often: terms, pairs of neighbouring terms, strings of letters. */
export function features(text: string, analyzer: Analyzer): Map<string, number> {
  const counts = new Map<string, number>()
  const add = (feature: string): void => void counts.set(feature, (counts.get(feature) ?? 0) + 1)
  const words = analyzer.words(text).map(({ word }) => word)
  for (const word of words) add(analyzer.term(word))
  const spelt = words.filter((word) => !isUnspaced(word))
  if (spelt.length === 0) return counts
  const terms = ['', ...spelt.map((word) => analyzer.term(word)), '']
  for (let i = 1; i < terms.length; i++) add(`${terms[i - 1]} ${terms[i]}`)
  const line = ` ${spelt.join(' ')} `
  for (const n of GRAMS) for (let i = 0; i + n <= line.length; i++) add(`#${line.slice(i, i + n)}`)
  return counts
}

import { emphasis } from './emphasis.ts'
import type { SentimentLexicon } from './lexicon.ts'
import { type Tokens, tokensOf } from './tokens.ts'
import { valences } from './valence.ts'

/** How a text sounds, with what the verdict rests on. */
export interface Sentiment {
  /** −1 (most negative) … 1 (most positive), four decimals. */
  readonly compound: number
  /** Shares of the text's weight that are positive, neutral and negative, three decimals; they sum to 1, or all are 0. */
  readonly positive: number
  readonly neutral: number
  readonly negative: number
  readonly words: number
  /** How many of the words the lexicon knows. */
  readonly recognised: number
  /** `no-known-word`: the zero says that nothing was recognised, not that the text is neutral. */
  readonly warnings: readonly 'no-known-word'[]
}

/**
 * The sentiment of an English text by VADER's current rules: degree words, negation, `no`, `but`, `least`, idioms,
 * shouting and exclamation. Equal, digit for digit, to the reference implementation in Python under the same lexicon.
 *
 * Sentiment is a weak sign of dissatisfaction: on support dialogues it ranks customers little better than chance.
 * Use it as one feature of a model, not as a score of a customer.
 *
 * Source: Hutto & Gilbert, "VADER", ICWSM 2014, and the rules added since in its reference implementation.
 *
 * @example
 * ```ts
 * import { readLexicon, sentiment } from '@casewell/scoring/text'
 *
 * const lexicon = readLexicon({ words: 'good\t1.9\nokay\t0.9\nawful\t-2.0' })
 * console.log(sentiment('The service was not good at all.', lexicon).compound) // -0.3412
 * console.log(sentiment('It was okay, but the wait was AWFUL', lexicon).compound) // -0.6858
 * ```
 */
export function sentiment(text: string, lexicon: SentimentLexicon): Sentiment {
  const spoken = emojiSpoken(text, lexicon.emoji).trim()
  const tokens = tokensOf(spoken)
  const recognised = tokens.lower.filter((word) => lexicon.words.has(word)).length
  return {
    ...totals(afterBut(tokens, valences(tokens, lexicon.words)), emphasis(spoken)),
    words: tokens.raw.length,
    recognised,
    warnings: recognised === 0 ? ['no-known-word'] : [],
  }
}

/** Emoji become the words they stand for; a character that follows one without a space stays glued to it. */
function emojiSpoken(text: string, emoji: ReadonlyMap<string, string>): string {
  let spoken = ''
  let spaced = true
  for (const char of text) {
    const meaning = emoji.get(char)
    spoken += meaning === undefined ? char : `${spaced ? '' : ' '}${meaning}`
    spaced = char === ' '
  }
  return spoken
}

/**
 * What stands before the first `but` counts half, what stands after it half as much again.
 *
 * The reference finds each word's place by searching for its value, so of two equal values the first is moved. We do
 * the same: a difference of ours would be a different score under the same name.
 */
function afterBut(tokens: Tokens, valences: readonly number[]): number[] {
  const moved = [...valences]
  const but = tokens.lower.indexOf('but')
  if (but < 0) return moved
  for (let i = 0; i < moved.length; i++) {
    const valence = moved[i] ?? 0
    const place = moved.indexOf(valence)
    if (place !== but) moved[place] = valence * (place < but ? 0.5 : 1.5)
  }
  return moved
}

/** Keeps the compound within −1…1: close to the largest sum seen in tweets, squared. */
const NORMALISER = 15

function totals(valences: readonly number[], emphasis: number) {
  if (valences.length === 0) return { compound: 0, positive: 0, neutral: 0, negative: 0 }
  const plain = sum(valences)
  const total = plain + Math.sign(plain) * emphasis
  return {
    compound: rounded(total / Math.sqrt(total * total + NORMALISER), 4),
    ...shares(valences, emphasis),
  }
}

/** A neutral word weighs 1, so a word with a feeling weighs one more than its valence. */
function shares(valences: readonly number[], emphasis: number) {
  const up = sum(valences.filter((v) => v > 0).map((v) => v + 1))
  const down = sum(valences.filter((v) => v < 0).map((v) => 1 - v))
  const positive = up > down ? up + emphasis : up
  const negative = down > up ? down + emphasis : down
  const neutral = valences.filter((v) => v === 0).length
  const all = positive + negative + neutral
  return {
    positive: rounded(positive / all, 3),
    neutral: rounded(neutral / all, 3),
    negative: rounded(negative / all, 3),
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** Decimal rounding, exact halves to the even digit as Python does it; a half is exact only in so many binary digits. */
function rounded(value: number, digits: number): number {
  const scaled = value * 10 ** digits
  const isHalf = Number.isInteger(value * 2 ** (digits + 1)) && Math.abs(scaled % 1) === 0.5
  return isHalf ? (2 * Math.round(scaled / 2)) / 10 ** digits : Number(value.toFixed(digits)) + 0
}

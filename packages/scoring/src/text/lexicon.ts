import { modelErrors } from '../models/errors.ts'

/** Which words carry a feeling, and how strong: −4 (most negative) … 4 (most positive). Keys are lower case. */
export interface SentimentLexicon {
  readonly words: ReadonlyMap<string, number>
  /** One emoji each, by the words it stands for (`😁` → `beaming face with smiling eyes`). */
  readonly emoji: ReadonlyMap<string, string>
}

/**
 * Reads a lexicon in VADER's file format: one entry a line, `word⇥valence`, anything after a further tab is ignored.
 *
 * No lexicon ships with this package. VADER's own (`vader_lexicon.txt` and `emoji_utf8_lexicon.txt`, MIT licence, in
 * the repository cjhutto/vaderSentiment; the npm package `vader-sentiment` carries the first of them too) is the one its
 * rules were measured with; words of your trade can be added as further lines, a later line wins.
 *
 * @param files.words - the text of a lexicon file
 * @param files.emoji - the text of an emoji file, `emoji⇥description`
 * @throws `scoring/bad-lexicon` when a line has no tab or its valence is not a number within −4…4
 * @example
 * ```ts
 * import { readLexicon, sentiment } from '@casewell/scoring/text'
 *
 * const lexicon = readLexicon({ words: 'good\t1.9\ngreat\t3.1' })
 * console.log(sentiment('The answer was good.', lexicon).compound) // 0.4404
 * ```
 */
export function readLexicon(files: { readonly words: string; readonly emoji?: string }): SentimentLexicon {
  return {
    words: new Map(entries(files.words).map(([word, valence, line]) => [word, valenceOf(valence, line)])),
    emoji: new Map(entries(files.emoji ?? '').map(([emoji, description]) => [emoji, description])),
  }
}

function entries(file: string): [key: string, value: string, line: number][] {
  return file.split(/\r?\n/).flatMap((text, index) => {
    if (text.trim() === '') return []
    const [key, value] = text.trim().split('\t')
    if (key === undefined || value === undefined) throw modelErrors['bad-lexicon']({ line: index + 1, text })
    return [[key, value, index + 1]]
  })
}

function valenceOf(text: string, line: number): number {
  const valence = Number(text)
  if (text.trim() === '' || !(Math.abs(valence) <= 4)) throw modelErrors['bad-lexicon']({ line, text })
  return valence
}

import type { Work } from '@casewell/core'
import { KnowledgeSuggested } from '../events.ts'
import { type LikelyHit, withProbabilities } from '../finding/verdict.ts'
import type { House } from '../house.ts'
import { byLinks, bySearch, type Judged } from '../learning/judge.ts'
import { Searches, type SearchRecord } from './collections.ts'
import { hitOf } from './hit-of.ts'
import { keepSearch, recordOf } from './search.ts'
import { team } from './team.ts'
import { type CaseWords, questionOf, wordsOfCase } from './words-of-case.ts'

/** Sentences that are asked one by one: a long mail has one question among much else. */
const mostSentences = 6

/** Articles beside an open case. */
export interface Suggestion extends Judged {
  readonly search: string
  readonly case: string
  readonly message: string | null
  readonly language: string | null
}

/** Lays articles beside a case, in the unit of work of the message that asked for them. */
export async function suggest(house: House, work: Work, id: string, message: string): Promise<Suggestion | undefined> {
  const words = await wordsOfCase(work, id)
  if (!words) return undefined
  await house.base.caughtUp()
  const judged = await judge(house, words, await hitsFor(house, words))
  const search = keepSearch(house, work, recordFor(words, message, judged))
  const articles = judged.hits.map(({ article, revision, probability }) => ({ article, revision, probability }))
  work.emit(KnowledgeSuggested(id, { search, message, verdict: judged.verdict, articles }))
  return { ...judged, search, case: id, message, language: words.language ?? null }
}

const recordFor = (
  { case: of, customer, subject, said, language }: CaseWords,
  message: string,
  judged: Judged,
): SearchRecord => ({
  ...recordOf(judged),
  kind: 'suggestion',
  query: [subject, said[0] ?? ''].join('\n').trim(),
  language: language ?? null,
  audience: team.audience,
  by: 'system:knowledge',
  channel: 'desk',
  case: of,
  message,
  customer,
  at: '',
})

/** Known, uncertain or new: links say, as far as they have taught it; else the search. */
async function judge(house: House, words: CaseWords, hits: readonly LikelyHit[]): Promise<Judged> {
  const taught = house.learner.classify(questionOf(words))
  if (!taught) return bySearch(hits, house.thresholds)
  const isThere = taught.verdict !== 'known' || hits.some(({ article }) => article === taught.label)
  const named = isThere ? [] : await hitOf(house, words, taught.label)
  if (!named) return bySearch(hits, house.thresholds) // hidden, merged or not for this customer since it was learnt
  const judged = byLinks([...hits, ...named], taught, house.thresholds)
  return { ...judged, hits: judged.hits.slice(0, house.suggestions) }
}

/** The whole text says which articles, its most telling sentence how likely they are. */
async function hitsFor(house: House, words: CaseWords): Promise<readonly LikelyHit[]> {
  const applies = await house.fitting({ case: words.case, customer: words.customer })
  const { language } = words
  const asked = { viewer: team, ...(applies && { applies }), ...(language !== undefined && { language }) }
  const ask = async (query: string, limit = house.suggestions + 1): Promise<readonly LikelyHit[]> => {
    const { hits } = await house.base.store.search({ ...asked, query, limit, snippets: false })
    return withProbabilities(hits)
  }
  const whole = ask([words.subject, ...words.said].join('\n'), 3 * house.suggestions)
  const pieces = [...new Set([words.subject, ...sentencesOf(words.said[0] ?? '')])].filter(
    (piece) => piece.trim() !== '',
  )
  return likeliest(await whole, await Promise.all(pieces.map((piece) => ask(piece)))).slice(0, house.suggestions)
}

/**
 * Each article once, as likely as the piece that asks for it most clearly, as far as the whole text supports it: a
 * sentence about a serial number is no question about serial numbers.
 */
function likeliest(whole: readonly LikelyHit[], pieces: readonly (readonly LikelyHit[])[]): readonly LikelyHit[] {
  const support = new Map(whole.map(({ article, share }) => [article, Math.sqrt(share / (whole[0]?.share ?? share))]))
  const best = new Map(whole.map((hit) => [hit.article, hit]))
  for (const hit of pieces.flat()) {
    const probability = hit.probability * (support.get(hit.article) ?? 0)
    const known = best.get(hit.article)
    if (known && probability > known.probability) best.set(hit.article, { ...hit, probability })
  }
  return [...best.values()].sort((x, y) => y.probability - x.probability || (x.article < y.article ? -1 : 1))
}

/** Sentences long enough to ask something, the longest first where there are too many. */
function sentencesOf(text: string): readonly string[] {
  const sentences = text.split(/(?<=[.!?。！？])\s*|\n+/u).map((sentence) => sentence.trim())
  return sentences
    .filter((sentence) => sentence.length >= (/[^\u0000-\u2fff]/u.test(sentence) ? 4 : 12))
    .sort((a, b) => b.length - a.length)
    .slice(0, mostSentences)
}

/** The newest suggestions of a case. */
export async function newestSuggestion(
  house: House,
  id: string,
): Promise<{ id: string; doc: SearchRecord } | undefined> {
  const page = { index: 'suggestion', equals: [id], order: 'desc', limit: 1 } as const
  return (await house.desk.read.find(Searches, page)).items[0]
}

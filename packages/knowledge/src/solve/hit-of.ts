import { variantFor } from '../contract/article.ts'
import type { LikelyHit } from '../finding/verdict.ts'
import type { House } from '../house.ts'
import { team } from './team.ts'
import type { CaseWords } from './words-of-case.ts'

/** An article that no search has found, as a hit beside a case; undefined if it is none for the team or the customer. */
export async function hitOf(
  { base, policy, fitting }: House,
  { case: of, customer, language: wanted }: CaseWords,
  id: string,
): Promise<readonly [LikelyHit] | undefined> {
  const article = await base.store.get(id, team)
  if (!article || article.supersededBy !== null || !policy('find', team, article.state)) return undefined
  const fits = await fitting({ case: of, customer })
  const applies = (article.appliesTo && fits?.(article.appliesTo)) ?? 'yes'
  if (applies === 'no') return undefined
  const { language, text } = variantFor(article, wanted)
  const { title } = text
  const { revision, state } = article
  const unfound = { snippet: '', highlights: [], score: 0, share: 0, probability: 0 }
  return [{ article: id, revision, language, title, ...unfound, applies, confidence: state.confidence }]
}

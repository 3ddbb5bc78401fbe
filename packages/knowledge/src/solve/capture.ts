import { CaseContents } from '@casewell/core'
import type { Applicability } from '../contract/applicability.ts'
import type { Article, ArticleText } from '../contract/article.ts'
import { knowledgeErrors } from '../errors.ts'
import type { LikelyHit } from '../finding/verdict.ts'
import { withProbabilities } from '../finding/verdict.ts'
import type { Act } from '../house.ts'
import { demand, madeBy, seeing } from '../house.ts'
import { newArticle } from '../new-article.ts'
import { link } from './link.ts'
import { questionOf, wordsOfCase } from './words-of-case.ts'

/** What is written down while solving; what is left out comes from the case. */
export interface Capture extends Partial<ArticleText> {
  /** BCP 47. @defaultValue the customer's */
  readonly language?: string
  readonly labels?: readonly string[]
  readonly appliesTo?: Applicability
}

/** A new article, and those that may say the same. */
export interface Captured {
  readonly article: Article
  /** Look at them before writing on: likeliest first. */
  readonly possibleDuplicates: readonly LikelyHit[]
}

/** How alike an article must be to be shown as a possible duplicate, as a share of the highest score. */
const ALIKE = 0.35

/** Writes an article from an open case, in the customer's words: work in progress, linked to the case. */
export async function capture(
  given: Act,
  of: string,
  { language, labels, appliesTo, ...text }: Capture,
): Promise<Article> {
  const { house, work } = given
  const words = await wordsOfCase(work, of)
  if (!words) throw knowledgeErrors['no-case']({ case: of })
  const content = (await work.get(CaseContents, of))?.doc
  const known = {
    title: words.subject || questionOf(words).slice(0, 80),
    issue: content?.issue || questionOf(words),
    environment: content?.environment ?? '',
    resolution: content?.resolution ?? '',
    cause: content?.cause ?? '',
  }
  const draft = newArticle(
    house.newId(),
    language ?? words.language ?? 'en',
    { ...known, ...text },
    {
      fromCase: of,
      labels: [...(labels ?? [])],
      appliesTo: appliesTo ?? null,
    },
  )
  demand(given, 'capture', draft)
  const article = await house.base.put(work, draft, { ...madeBy(given, 0), kind: 'created', case: of })
  await link(seeing(given, article), of, article.id, 'created-from')
  return article
}

/** Articles that may say what this one says, for the eyes of whoever wrote it. */
export async function alike(
  { house, viewer }: Pick<Act, 'house' | 'viewer'>,
  article: Article,
): Promise<readonly LikelyHit[]> {
  const { title, issue } = article.variants[article.language] ?? { title: '', issue: '' }
  const answers = await Promise.all(
    [title, `${title}\n${issue}`].map((query) => house.base.store.search({ query, viewer, limit: 6 })),
  )
  const best = new Map<string, LikelyHit>()
  for (const hit of answers.flatMap(({ hits }) => withProbabilities(hits.filter((h) => h.article !== article.id))))
    if (hit.share >= ALIKE && hit.share > (best.get(hit.article)?.share ?? 0)) best.set(hit.article, hit)
  return [...best.values()].sort((a, b) => b.share - a.share).slice(0, 5)
}

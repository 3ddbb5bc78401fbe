import { CaseContents } from '@casewell/core'
import type { Applicability } from '../contract/applicability.ts'
import type { Article, ArticleText } from '../contract/article.ts'
import { newArticle } from '../contract/new-article.ts'
import { knowledgeErrors } from '../errors.ts'
import type { Act } from '../house.ts'
import { demand, madeBy, seeing } from '../house.ts'
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
  readonly possibleDuplicates: readonly Alike[]
}

/** From here on an article is shown as a possible duplicate. */
const ALIKE = 0.4

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

/** An article that may say the same, and how alike it is: 1 for its own twin. */
export interface Alike {
  readonly article: string
  readonly title: string
  readonly likeness: number
}

/** Articles that may say what this one says, for the eyes of whoever wrote it: measured against how it finds itself. */
export async function alike(
  { house, viewer }: Pick<Act, 'house' | 'viewer'>,
  article: Article,
): Promise<readonly Alike[]> {
  const { title, issue } = article.variants[article.language] ?? { title: '', issue: '' }
  const best = new Map<string, Alike>()
  for (const query of new Set([title, `${title}\n${issue}`])) {
    const { hits } = await house.base.store.search({ query, viewer, limit: 6, snippets: false })
    const own = hits.find((hit) => hit.article === article.id)?.share ?? 1
    for (const { article: other, title: called, share } of hits) {
      const likeness = Math.min(1, share / own)
      if (other !== article.id && likeness > (best.get(other)?.likeness ?? ALIKE))
        best.set(other, { article: other, title: called, likeness })
    }
  }
  return [...best.values()].sort((a, b) => b.likeness - a.likeness).slice(0, 5)
}

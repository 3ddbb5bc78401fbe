import { actorName, type Said } from '@casewell/core'
import { type Article, type Variant, variantFor } from '../contract/article.ts'
import { knowledgeErrors } from '../errors.ts'
import { ArticleDelivered } from '../events.ts'
import { type Act, lastingArticle } from '../house.ts'
import { Deliveries } from './collections.ts'
import { link } from './link.ts'
import { wordsOfCase } from './words-of-case.ts'

/** How an article is sent. */
export interface AnswerWish {
  /** BCP 47. @defaultValue the customer's, else the article's own */
  readonly language?: string
  /** Before the article: `Dear Bob,`. */
  readonly greeting?: string
  /** After it. */
  readonly closing?: string
  /** The same key again sends nothing again. */
  readonly key?: string
}

/** What went out. */
export interface Answered extends Said {
  readonly article: string
  readonly revision: number
  readonly language: string
  readonly text: string
}

/** What anybody who is only a customer may read. */
const customer = { audience: 'customer', proficiency: 'reader' } as const

/**
 * Answers a case with an article, in the customer's language: the message, the link and what was sent in which revision
 * are one commit.
 *
 * @throws `knowledge/not-for-customer`, `knowledge/nothing-to-send`
 */
export async function answer(given: Act, of: string, id: string, wish: AnswerWish = {}): Promise<Answered> {
  const { house, work, actor } = given
  const article = await lastingArticle(given, id)
  const { confidence, audience } = article.state
  if (!house.policy('read', customer, article.state))
    throw knowledgeErrors['not-for-customer']({ article: article.id, confidence, audience })
  const words = await wordsOfCase(work, of)
  const { language, text: variant } = variantFor(article, wish.language ?? words?.language)
  const text = rendered(article, language, variant, wish)
  const said = await work.cases.reply(of, { text, ...(wish.key !== undefined && { key: wish.key }) })
  const { revision } = article
  if (await work.get(Deliveries, said.message)) return { ...said, article: article.id, revision, language, text }
  await link(given, of, article.id, 'resolved-by')
  const sent = { article: article.id, revision, language, case: of }
  work.put(Deliveries, said.message, { ...sent, by: actorName(actor), at: work.now.toISOString() })
  work.emit(ArticleDelivered(article.id, { revision, case: of, message: said.message, language }))
  return { ...said, article: article.id, revision, language, text }
}

function rendered(article: Article, language: string, variant: Variant, { greeting, closing }: AnswerWish): string {
  const body = variant.resolution.trim()
  if (body === '') throw knowledgeErrors['nothing-to-send']({ article: article.id, language })
  return [greeting, body, closing].filter((part) => part !== undefined && part !== '').join('\n\n')
}

import * as z from 'zod'
import { Applicability } from './applicability.ts'
import { Procedure } from './procedure.ts'
import { ArticleState } from './state.ts'

/** KCS's structure of an article, in Markdown; what is not known is empty. */
export const ArticleText = z.object({
  title: z.string().min(1),
  /** What the customer sees and wants, in the customer's words. */
  issue: z.string(),
  /** What it happens with, where telling it apart matters. */
  environment: z.string(),
  /** What to do. */
  resolution: z.string(),
  cause: z.string(),
})
export type ArticleText = z.output<typeof ArticleText>

/** The article in one language. */
export const Variant = ArticleText.extend({
  /** The revision whose source text it says: of the source itself, the revision of its last change. */
  basedOn: z.number().int().min(1),
  /** Translated by a program, and read by nobody yet. */
  isMachine: z.boolean(),
})
export type Variant = z.output<typeof Variant>

/** A file that belongs to an article; its bytes are a blob. */
export const Attachment = z.object({ blob: z.string(), name: z.string(), mime: z.string(), size: z.number() })
export type Attachment = z.output<typeof Attachment>

/** When an article is looked at again, and when it last was. Instants are ISO 8601, UTC. */
export const Review = z.object({
  everyDays: z.number().int().min(1).nullable(),
  dueAt: z.string().nullable(),
  verifiedAt: z.string().nullable(),
  verifiedBy: z.string().nullable(),
})
export type Review = z.output<typeof Review>

/** What was learnt from solving something, so that nobody solves it again. */
export const Article = z.object({
  id: z.string().min(1),
  /** From 1; every change makes the next one. */
  revision: z.number().int().min(1),
  /** The language in which it is written first, BCP 47. */
  language: z.string().min(2),
  state: ArticleState,
  /** By language; the source language is always among them. */
  variants: z.record(z.string(), Variant),
  labels: z.array(z.string()),
  /** Null: for every configuration. */
  appliesTo: Applicability.nullable(),
  procedure: Procedure.nullable(),
  files: z.array(Attachment),
  owner: z.string().nullable(),
  /** The article that says it now. Old ids resolve for ever. */
  supersededBy: z.string().nullable(),
  review: Review,
  /** The case on which it was captured. */
  fromCase: z.string().nullable(),
  /** Its id where it was imported from. */
  externalId: z.string().nullable(),
  created: z.object({ by: z.string(), at: z.string() }),
  changed: z.object({ by: z.string(), at: z.string() }),
})
export type Article = z.output<typeof Article>

/** An article as it shall be: the store adds the revision, who and when. */
export const ArticleDraft = Article.omit({ revision: true, created: true, changed: true })
export type ArticleDraft = z.output<typeof ArticleDraft>

/**
 * The source text of an article.
 *
 * @throws TypeError without a text in its own language, which every parsed article has
 * @example
 * ```ts
 * import { newArticle, sourceOf } from '@casewell/knowledge/contract'
 *
 * console.log(sourceOf(newArticle('a1', 'en', { title: 'No sound' })).title) // No sound
 * ```
 */
export function sourceOf({ id, language, variants }: Pick<Article, 'id' | 'language' | 'variants'>): Variant {
  const source = variants[language]
  if (!source) throw new TypeError(`article ${id} has no text in its own language ${language}.`) // a parsed article has one
  return source
}

/**
 * Has the source changed since this variant was written?
 *
 * @example
 * ```ts
 * import { isStale, newArticle, nextRevision, sourceOf } from '@casewell/knowledge/contract'
 *
 * const by = { by: 'agent:ada', at: new Date(), kind: 'improved' as const }
 * const draft = newArticle('a1', 'en', { title: 'No sound' })
 * const said = (title: string) => ({ ...sourceOf(draft), title })
 * const variants = { en: said('No sound'), de: said('Kein Ton') }
 * const first = nextRevision(undefined, { ...draft, variants }, { ...by, expected: 0 })
 * const mended = { ...variants, en: said('No sound after the update') }
 * const second = nextRevision(first, { ...first, variants: mended }, { ...by, expected: 1 })
 * console.log(isStale(first, 'de'), isStale(second, 'de')) // false true
 * ```
 */
export const isStale = (article: Article, language: string): boolean =>
  (article.variants[language]?.basedOn ?? 0) < sourceOf(article).basedOn

/**
 * The variant that fits a language best: the very one, one of the same language, or the source.
 *
 * @example
 * ```ts
 * import { newArticle, nextRevision, variantFor } from '@casewell/knowledge/contract'
 *
 * const draft = newArticle('a1', 'en-GB', { title: 'No colour' })
 * const by = { by: 'agent:ada', at: new Date(), kind: 'created' as const }
 * const article = nextRevision(undefined, draft, { ...by, expected: 0 })
 * console.log(variantFor(article, 'en-US').language, variantFor(article, 'fr').text.title) // en-GB No colour
 * ```
 */
export function variantFor(article: Article, wanted: string | undefined): { language: string; text: Variant } {
  const languages = Object.keys(article.variants)
  const base = (tag: string): string => (tag.split('-')[0] ?? tag).toLowerCase()
  const language =
    languages.find((tag) => tag.toLowerCase() === wanted?.toLowerCase()) ??
    languages.find((tag) => wanted !== undefined && base(tag) === base(wanted)) ??
    article.language
  return { language, text: article.variants[language] ?? sourceOf(article) }
}

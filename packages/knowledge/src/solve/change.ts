import type { ArticleDraft, ArticleText } from '../contract/article.ts'
import { type Article, variantFor } from '../contract/article.ts'
import type { KnowledgeDeed } from '../contract/policy.ts'
import type { ArticleState } from '../contract/state.ts'
import type { ChangeKind } from '../contract/store.ts'
import { knowledgeErrors } from '../errors.ts'
import { type Act, articleFor, demand, madeBy, seeing } from '../house.ts'
import { ArticleLinks } from '../shelf/collections.ts'
import { link } from './link.ts'
import { checkProcedure } from './procedure.ts'

/** What accompanies every change of an article. */
export interface Seen {
  /** The revision that one looked at. @defaultValue whatever there is: for programs, not for people */
  readonly expected?: number
}

/** New words for an article, in one of its languages or in a new one. */
export interface Improvement extends Partial<ArticleText>, Seen {
  /** @defaultValue the article's own */
  readonly language?: string
  /** Translated by a program. @defaultValue false */
  readonly isMachine?: boolean
  /** The case on which it came about: it is linked. */
  readonly case?: string
}

/** What else may be said about an article. */
export type Settings = Partial<Pick<ArticleDraft, 'labels' | 'appliesTo' | 'owner' | 'files' | 'procedure'>> &
  Seen & { readonly reviewEveryDays?: number | null }

/** Changes the words of an article; a language that it did not have is a translation. */
export async function improve(given: Act, id: string, wish: Improvement): Promise<Article> {
  const { language, isMachine = false, expected, case: of, ...text } = wish
  const before = await articleFor(given, id)
  demand(given, 'improve', before)
  const tag = language ?? before.language
  const source = before.variants[before.language]
  const known = before.variants[tag] ?? {
    ...variantFor(before, tag).text,
    resolution: '',
    cause: '',
    environment: '',
    issue: '',
  }
  const basedOn = source?.basedOn ?? before.revision
  const variant = { ...known, ...text, basedOn, isMachine }
  const draft = { ...before, variants: { ...before.variants, [tag]: variant } }
  const kind = tag === before.language ? 'improved' : 'translated'
  const after = await write(given, draft, { kind, before, expected, ...(of !== undefined && { of }) })
  if (of !== undefined && !(await hasLink(given, of, id))) await link(seeing(given, after), of, id, 'improved-by')
  return after
}

/** Says which languages, labels, products, owner, files or steps it has. */
export async function adjust(
  given: Act,
  id: string,
  { expected, reviewEveryDays, ...wish }: Settings,
): Promise<Article> {
  const before = await articleFor(given, id)
  demand(given, 'improve', before)
  checkProcedure({ ...before, ...wish })
  const review =
    reviewEveryDays === undefined ? before.review : reviewed(before, given.work.now, reviewEveryDays, false)
  return write(given, { ...before, ...wish, review }, { kind: 'owned', before, expected })
}

/** Changes confidence, audience or governance: each change needs its own level. */
export async function transition(given: Act, id: string, to: Partial<ArticleState> & Seen): Promise<Article> {
  const { expected, ...wanted } = to
  const before = await articleFor(given, id)
  const state = { ...before.state, ...wanted }
  for (const deed of deedsOf(before.state, state)) {
    demand(given, deed, before)
    demand(given, deed, { id, state })
  }
  return write(given, { ...before, state }, { kind: 'state', before, expected })
}

/** What a change of state asks of whoever makes it. */
function deedsOf(from: ArticleState, to: ArticleState): readonly KnowledgeDeed[] {
  const deeds: KnowledgeDeed[] = []
  if (from.audience !== to.audience) deeds.push('publish')
  if (from.governance !== to.governance) deeds.push('govern')
  if (from.confidence !== to.confidence)
    deeds.push(to.confidence === 'archived' ? 'archive' : to.confidence === 'validated' ? 'validate' : 'improve')
  return deeds
}

/** Somebody looked, and it is still true: the next review is counted from now. Reading alone does not count. */
export async function verify(given: Act, id: string, { expected }: Seen = {}): Promise<Article> {
  const before = await articleFor(given, id)
  demand(given, 'verify', before)
  const by = given.actor.id
  const review = { ...reviewed(before, given.work.now, before.review.everyDays, true), verifiedBy: by }
  return write(given, { ...before, review }, { kind: 'verified', before, expected })
}

const dayMs = 86_400_000

function reviewed({ review }: Article, now: Date, everyDays: number | null, isVerified: boolean): Article['review'] {
  const verifiedAt = isVerified ? now.toISOString() : review.verifiedAt
  const from = verifiedAt === null ? now.getTime() : Date.parse(verifiedAt)
  const dueAt = everyDays === null ? null : new Date(from + everyDays * dayMs).toISOString()
  return { ...review, everyDays, dueAt, verifiedAt }
}

/** Makes one article of two: links and words move, the old id resolves for ever. */
export async function merge(given: Act, from: string, into: string, { expected }: Seen = {}): Promise<Article> {
  const [source, target] = [await articleFor(given, from), await articleFor(given, into)]
  if (from === into || target.supersededBy === from) throw knowledgeErrors.circle({ from, into })
  if (target.supersededBy !== null)
    return merge(given, from, target.supersededBy, expected === undefined ? {} : { expected })
  demand(given, 'merge', source)
  demand(given, 'merge', target)
  await write(given, { ...source, supersededBy: target.id }, { kind: 'merged', before: source, expected })
  await moveLinks(given, source.id, target)
  return target
}

async function moveLinks(given: Act, from: string, target: Article): Promise<void> {
  const { work } = given
  for (let more = true; more; ) {
    const { items, next } = await work.find(ArticleLinks, { index: 'article', equals: [from], limit: 200 })
    for (const { id, doc } of items) {
      work.remove(ArticleLinks, id)
      if (!(await hasLink(given, doc.case, target.id))) await link(given, doc.case, target.id, doc.how, doc.words)
    }
    more = next !== undefined && items.length > 0
  }
}

const hasLink = async ({ work }: Act, of: string, article: string): Promise<boolean> =>
  (await work.get(ArticleLinks, `${article}/${of}`)) !== undefined

interface Writing {
  readonly kind: ChangeKind
  readonly before: Article
  readonly expected: number | undefined
  readonly of?: string
}

function write(given: Act, draft: ArticleDraft, { kind, before, expected, of }: Writing): Promise<Article> {
  const { revision: _, created: __, changed: ___, ...bare } = { revision: 0, created: 0, changed: 0, ...draft }
  const change = { ...madeBy(given, expected ?? before.revision), kind, ...(of !== undefined && { case: of }) }
  return given.house.base.put(given.work, bare, change)
}

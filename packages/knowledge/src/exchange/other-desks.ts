import { misfitsOf } from '@casewell/errors'
import * as z from 'zod'
import { newArticle } from '../contract/new-article.ts'
import type { ArticleState } from '../contract/state.ts'
import { htmlToMarkdown } from './html.ts'
import type { Read } from './item.ts'

/** A record of Zendesk Guide's Help Center API: `articles.json`. Fields: developer.zendesk.com, Help Center, Articles. */
const Zendesk = z.object({
  id: z.union([z.number(), z.string()]).transform(String),
  title: z.string().trim().min(1),
  body: z.string().nullable().default(''),
  locale: z.string().default('en'),
  draft: z.boolean().default(false),
  outdated: z.boolean().default(false),
  user_segment_id: z.number().nullable().default(null),
  label_names: z.array(z.string()).default([]),
})

/** A record of Freshdesk's solutions API. Fields: developers.freshdesk.com, Solutions; status 1 draft, 2 published. */
const Freshdesk = z.object({
  id: z.union([z.number(), z.string()]).transform(String),
  title: z.string().trim().min(1),
  description: z.string().nullable().default(''),
  status: z.number().default(2),
  language: z.string().default('en'),
  tags: z.array(z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)])).default([]),
})

const state = (isPublished: boolean, isForAll: boolean): ArticleState => ({
  confidence: isPublished ? 'validated' : 'wip',
  audience: isForAll ? 'public' : 'customer',
  governance: 'experience',
})

interface Page {
  readonly id: string
  readonly language: string
  readonly title: string
  readonly html: string
  readonly labels: readonly string[]
  readonly state: ArticleState
}

function item(from: string, system: string, { id, language, title, html, labels, state }: Page): Read {
  const resolution = htmlToMarkdown(html)
  const {
    id: _,
    externalId: __,
    ...draft
  } = newArticle('', language, { title, resolution }, { labels: [...labels], state })
  return { from, externalId: `${system}:${id}`, draft }
}

/**
 * Articles of a Zendesk Guide export: an object with `articles`, pages of them, or the records themselves.
 *
 * @example
 * ```ts
 * import { isReadable, zendeskArticles } from '@casewell/knowledge/exchange'
 *
 * const guide = { articles: [{ id: 7, title: 'No sound', body: '<p>Lower the <b>limit</b>.</p>', locale: 'en-us' }] }
 * for await (const read of zendeskArticles([guide]))
 *   if (isReadable(read)) console.log(read.externalId, read.draft.variants['en-US']?.resolution)
 * // zendesk:7 Lower the **limit**.
 * ```
 */
export async function* zendeskArticles(
  records: AsyncIterable<unknown> | Iterable<unknown>,
): AsyncGenerator<Read, void, undefined> {
  yield* each(records, 'articles', (record, from) => {
    const { success, data, error } = Zendesk.safeParse(record)
    if (!success) return { from, reason: misfitsOf(error) }
    const { id, title, body, locale, draft, outdated, user_segment_id: segment, label_names: labels } = data
    const shown = state(!draft && !outdated, segment === null)
    return item(`${from} (${id})`, 'zendesk', {
      id,
      language: tag(locale),
      title,
      html: body ?? '',
      labels,
      state: shown,
    })
  })
}

/**
 * Articles of a Freshdesk export, likewise.
 *
 * @example
 * ```ts
 * import { freshdeskArticles, isReadable } from '@casewell/knowledge/exchange'
 *
 * const records = [{ id: 7, title: 'No sound', description: '<p>Lower the <b>limit</b>.</p>', status: 1 }]
 * for await (const read of freshdeskArticles(records))
 *   if (isReadable(read)) console.log(read.externalId, read.draft.state.confidence) // freshdesk:7 wip
 * ```
 */
export async function* freshdeskArticles(
  records: AsyncIterable<unknown> | Iterable<unknown>,
): AsyncGenerator<Read, void, undefined> {
  yield* each(records, 'articles', (record, from) => {
    const { success, data, error } = Freshdesk.safeParse(record)
    if (!success) return { from, reason: misfitsOf(error) }
    const { id, title, description, status, language, tags: labels } = data
    const page = {
      id,
      language: tag(language),
      title,
      html: description ?? '',
      labels,
      state: state(status === 2, true),
    }
    return item(`${from} (${id})`, 'freshdesk', page)
  })
}

async function* each(
  records: AsyncIterable<unknown> | Iterable<unknown>,
  list: string,
  read: (record: unknown, from: string) => Read,
): AsyncGenerator<Read, void, undefined> {
  let number = 0
  for await (const given of records) {
    const inside: unknown = typeof given === 'object' && given !== null ? Reflect.get(given, list) : undefined
    for (const record of Array.isArray(inside) ? (inside as unknown[]) : [given])
      yield read(record, `record ${++number}`)
  }
}

/** `en-us` as BCP 47 has it: `en-US`. */
const tag = (locale: string): string =>
  locale.replace(/[-_]([a-z]{2})$/i, (_, region: string) => `-${region.toUpperCase()}`)

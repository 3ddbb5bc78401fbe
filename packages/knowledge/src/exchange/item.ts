import type { Article, ArticleDraft } from '../contract/article.ts'

/** An article as a file tells it. */
export interface ExchangeItem {
  /** Where it was read: a file's path, a line, an id of the other system. For reports. */
  readonly from: string
  /** The id by which it is known again when the same file comes again. */
  readonly externalId: string
  readonly draft: Omit<ArticleDraft, 'id' | 'externalId'> & { readonly id?: string }
  /** What a file remembers that one of our stores wrote: an import counts anew. */
  readonly kept?: Pick<Article, 'revision' | 'created' | 'changed'>
}

const nobody = { by: 'file', at: '1970-01-01T00:00:00.000Z' }

/**
 * The article as the file has it, for a store whose articles are files; its id is its name, if it says none.
 *
 * @example
 * ```ts
 * import { articleOf, readMarkdown } from '@casewell/knowledge/exchange'
 *
 * const item = readMarkdown({ path: 'radio/no-sound.md', text: '# No sound\n\nThe radio is mute.\n' })
 * const { id, revision, variants } = articleOf(item)
 * console.log(id, revision, variants['en']?.issue) // radio/no-sound 1 The radio is mute.
 * ```
 */
export function articleOf({ externalId, draft, kept }: ExchangeItem): Article {
  const { id = externalId } = draft
  const given = draft.id === undefined || draft.id === externalId ? null : externalId
  return { ...draft, id, externalId: given, ...(kept ?? { revision: 1, created: nobody, changed: nobody }) }
}

/** Something that is no article, and why. */
export interface Unreadable {
  readonly from: string
  readonly reason: string
}

/** What a reader of files gives, one after the other. */
export type Read = ExchangeItem | Unreadable

/**
 * Did the reader understand it?
 *
 * @example
 * ```ts
 * import { isReadable, jsonlArticles } from '@casewell/knowledge/exchange'
 *
 * for await (const read of jsonlArticles(['{ "title": "No sound" ']))
 *   console.log(isReadable(read), read.from) // false line 1
 * ```
 */
export const isReadable = (read: Read): read is ExchangeItem => 'draft' in read

/** A file of a folder, of an archive, of a request. */
export interface TextFile {
  /** With slashes, from the folder's root. */
  readonly path: string
  readonly text: string
}

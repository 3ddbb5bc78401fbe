import type { ArticleDraft } from '../contract/article.ts'

/** An article as a file tells it. */
export interface ExchangeItem {
  /** Where it was read: a file's path, a line, an id of the other system. For reports. */
  readonly from: string
  /** The id by which it is known again when the same file comes again. */
  readonly externalId: string
  readonly draft: Omit<ArticleDraft, 'id' | 'externalId'> & { readonly id?: string }
}

/** Something that is no article, and why. */
export interface Unreadable {
  readonly from: string
  readonly reason: string
}

/** What a reader of files gives, one after the other. */
export type Read = ExchangeItem | Unreadable

export const isReadable = (read: Read): read is ExchangeItem => 'draft' in read

/** A file of a folder, of an archive, of a request. */
export interface TextFile {
  /** With slashes, from the folder's root. */
  readonly path: string
  readonly text: string
}

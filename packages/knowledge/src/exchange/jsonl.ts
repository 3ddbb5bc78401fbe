import { messageOf, misfitsOf } from '@casewell/errors'
import { type Article, ArticleDraft } from '../contract/article.ts'
import type { Read } from './item.ts'

/**
 * An article as one line of JSON.
 *
 * @example
 * ```ts
 * import { newArticle, nextRevision } from '@casewell/knowledge'
 * import { writeJsonl } from '@casewell/knowledge/exchange'
 *
 * const change = { expected: 0, by: 'agent:ada', at: new Date(), kind: 'created' as const }
 * const line = writeJsonl(nextRevision(undefined, newArticle('a1', 'en', { title: 'No sound' }), change))
 * console.log(line.includes('"title":"No sound"'), line.endsWith('}\n')) // true true
 * ```
 */
export const writeJsonl = (article: Article): string => `${JSON.stringify(article)}\n`

/**
 * Articles of lines of JSON, as `writeJsonl` writes them; a line that is none is named.
 *
 * @example
 * ```ts
 * import { newArticle } from '@casewell/knowledge'
 * import { isReadable, jsonlArticles } from '@casewell/knowledge/exchange'
 *
 * const lines = [JSON.stringify(newArticle('a1', 'en', { title: 'No sound' })), '\n{ "id": ']
 * for await (const read of jsonlArticles(lines)) console.log(isReadable(read) ? read.draft.id : read.from)
 * // a1
 * // line 2
 * ```
 */
export async function* jsonlArticles(
  text: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<Read, void, undefined> {
  let number = 0
  for await (const line of lines(text)) {
    number++
    if (line.trim() !== '') yield readLine(line, `line ${number}`)
  }
}

function readLine(line: string, from: string): Read {
  try {
    const { success, data, error } = ArticleDraft.safeParse(JSON.parse(line))
    if (!success) return { from, reason: misfitsOf(error) }
    return { from, externalId: data.externalId ?? data.id, draft: data }
  } catch (error) {
    return { from, reason: messageOf(error) }
  }
}

/** Lines, wherever the pieces end. */
async function* lines(text: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string, void, undefined> {
  let rest = ''
  for await (const piece of text) {
    const parts = (rest + piece).split('\n')
    rest = parts.pop() ?? ''
    yield* parts
  }
  if (rest !== '') yield rest
}

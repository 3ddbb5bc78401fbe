import { messageOf } from '@casewell/errors'
import type { ExchangeItem, Read, TextFile } from './item.ts'
import { readMarkdown } from './markdown.ts'

/**
 * Items with one external id are one article in several languages; the file of the source language tells the rest.
 *
 * @example
 * ```ts
 * import { joinLanguages, readMarkdown } from '@casewell/knowledge/exchange'
 *
 * const english = readMarkdown({ path: 'no-sound.md', text: '# No sound' })
 * const german = readMarkdown({ path: 'no-sound.de.md', text: '# Kein Ton' }, 'de')
 * const { draft } = joinLanguages([german, english])
 * console.log(draft.language, Object.keys(draft.variants)) // en [ 'de', 'en' ]
 * ```
 */
export function joinLanguages(items: readonly ExchangeItem[]): ExchangeItem {
  const [first] = items
  if (!first) throw new TypeError('no items to join.') // whoever groups never makes an empty group
  const source = items.find(({ from }) => languageIn(from) === undefined) ?? first
  const variants = Object.assign({}, ...items.map(({ draft }) => draft.variants)) as ExchangeItem['draft']['variants'] // each a record of variants
  return { ...source, draft: { ...source.draft, variants } }
}

/**
 * Articles of a folder of Markdown files: `name.md` and its translations `name.de.md`. Files of one article stand next to
 * each other in the order of their paths, so that only these are in memory at a time.
 *
 * @param files - in the order of their paths
 * @param language - of files that do not say theirs
 * @example
 * ```ts
 * import { isReadable, markdownArticles } from '@casewell/knowledge/exchange'
 *
 * const files = [
 *   { path: 'no-sound.de.md', text: '# Kein Ton' },
 *   { path: 'no-sound.md', text: '# No sound' },
 *   { path: 'printer.md', text: '# The printer smears' },
 * ]
 * for await (const read of markdownArticles(files))
 *   if (isReadable(read)) console.log(read.externalId, Object.keys(read.draft.variants))
 * // no-sound [ 'de', 'en' ]
 * // printer [ 'en' ]
 * ```
 */
export async function* markdownArticles(
  files: AsyncIterable<TextFile> | Iterable<TextFile>,
  language = 'en',
): AsyncGenerator<Read, void, undefined> {
  let together: ExchangeItem[] = []
  for await (const file of files) {
    const item = read(file, language)
    if (!('draft' in item)) {
      yield item
      continue
    }
    if (together[0] && together[0].externalId !== item.externalId) {
      yield joinLanguages(together)
      together = []
    }
    together.push(item)
  }
  if (together.length > 0) yield joinLanguages(together)
}

function read(file: TextFile, language: string): Read {
  try {
    return readMarkdown(file, languageIn(file.path) ?? language)
  } catch (error) {
    return { from: file.path, reason: messageOf(error) }
  }
}

/** `no-sound.zh-CN.md` is in Chinese. */
const languageIn = (path: string): string | undefined =>
  /\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.(?:md|markdown)$/.exec(path)?.[1]

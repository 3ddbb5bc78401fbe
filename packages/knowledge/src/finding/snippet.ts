import type { Range } from '@casewell/search'
import type { Variant } from '../contract/article.ts'
import type { Highlight } from '../contract/search.ts'

/** Length of a snippet, in UTF-16 units. */
const LENGTH = 160
/** So much of it stands before the first word that answers. */
const BEFORE = 40

/** The stretch of an article that answers best, and where. */
export function snippetOf(
  text: Variant,
  highlight: (text: string) => readonly Range[],
): { readonly snippet: string; readonly highlights: readonly Highlight[] } {
  const parts = [text.issue, text.resolution, text.environment, text.cause].filter((part) => part !== '')
  const marked = parts.map((part) => ({ part, ranges: highlight(part) }))
  const best = marked.reduce<(typeof marked)[number] | undefined>(
    (most, one) => (one.ranges.length > (most?.ranges.length ?? -1) ? one : most),
    undefined,
  )
  return best ? cut(best.part, best.ranges) : { snippet: '', highlights: [] }
}

function cut(part: string, ranges: readonly Range[]): { snippet: string; highlights: Highlight[] } {
  const start = part.length <= LENGTH ? 0 : wordStart(part, Math.max(0, (ranges[0]?.start ?? 0) - BEFORE))
  const end = wordEnd(part, Math.min(part.length, start + LENGTH))
  const highlights = ranges
    .filter((range) => range.start >= start && range.end <= end)
    .map((range) => ({ start: range.start - start, end: range.end - start }))
  return { snippet: part.slice(start, end), highlights }
}

/** Snippets begin and end between words, where the script has any. */
function wordStart(part: string, at: number): number {
  const space = part.lastIndexOf(' ', at)
  return space < 0 || at - space > BEFORE ? whole(part, at) : space + 1
}

function wordEnd(part: string, at: number): number {
  if (at === part.length) return at
  const space = part.indexOf(' ', at)
  return space < 0 || space - at > BEFORE ? whole(part, at) : space
}

/** Never between the halves of a surrogate pair. */
const whole = (part: string, at: number): number => (/[\uDC00-\uDFFF]/.test(part.charAt(at)) ? at - 1 : at)

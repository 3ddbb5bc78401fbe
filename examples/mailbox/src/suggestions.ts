import type { KnowledgeSeat } from '@casewell/knowledge'
import { harmless, type Terminal } from './terminal.ts'

/** Prints what lies beside a case; the numbers are good for `answer 1`. Gives the articles in that order. */
export async function printSuggestions(
  id: string,
  knows: KnowledgeSeat,
  terminal: Terminal,
): Promise<readonly string[]> {
  const suggestion = (await knows.suggestions(id))?.doc
  const hits = (suggestion?.hits ?? []).filter(({ probability }) => probability >= 0.05)
  const linked = new Map((await knows.links(id)).map(({ article, how }) => [article, how]))
  terminal.line()
  terminal.line(terminal.style('bold', headline(suggestion?.verdict, hits.length)))
  for (const [i, { article, probability }] of hits.entries()) {
    const { variants, language } = await knows.read(article)
    const title = harmless(variants[language]?.title ?? article)
    const mark = linked.has(article) ? ` (${linked.get(article)})` : ''
    terminal.line(
      `${String(i + 1).padStart(3)} ${String(Math.round(100 * probability)).padStart(3)} %  ${title}${mark}`,
    )
  }
  return hits.map(({ article }) => article)
}

function headline(verdict: string | undefined, count: number): string {
  if (verdict === undefined || count === 0) return 'No article answers this yet: solve it, then type capture.'
  if (verdict === 'known') return 'Known. Type answer and a number to send one:'
  return verdict === 'new'
    ? 'Probably new. These come nearest:'
    : 'Perhaps one of these (answer and a number sends it):'
}

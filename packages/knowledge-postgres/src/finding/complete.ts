import type { Analyzer } from '@casewell/search'
import { bare } from '@casewell/search/reading'
import type { Session } from '../connect/session.ts'

/** A word that begins like another. */
export interface Completion {
  readonly word: string
  readonly term: string
}

/** The most common words of all articles that begin like this, of which an article in one of these states has one. */
const completionsText = (schema: string): string => `
  select p.word, p.term
  from ${schema}.spellings p join ${schema}.tallies t using (word)
  where p.bare >= $1 and p.bare < $1 || chr(1114111)
  group by 1, 2 having bool_or(t.state = any($2))
  order by sum(t.entries) desc, p.word limit $3`

/** Words that begin like this one, the most common first. */
export function wordsBeginning(
  session: Session,
  schema: string,
  beginning: string,
  states: readonly string[],
  limit: number,
): Promise<readonly Completion[]> {
  const statement = { name: 'completions', text: completionsText(schema) }
  return session.ask<Completion>(statement, [bare(beginning), states, limit])
}

/** The word at the end of a text that may still be being typed; undefined where it ends with anything else. */
export function lastWord(text: string, analyzer: Analyzer): string | undefined {
  const last = analyzer.words(text).at(-1)
  return last && last.end === text.length ? last.word : undefined
}

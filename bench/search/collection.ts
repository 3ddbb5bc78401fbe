import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** A text to be found. */
export interface Document {
  readonly id: string
  readonly title: string
  readonly text: string
}

/** A question of somebody, and what answers it. */
export interface Query {
  readonly id: string
  readonly text: string
  /** Grade of each document that answers it, above 0. */
  readonly relevant: ReadonlyMap<string, number>
}

/** Texts, questions about them, and the judgement of people which text answers which question. */
export interface Collection {
  readonly name: string
  readonly documents: readonly Document[]
  readonly queries: readonly Query[]
}

const folder = resolve(import.meta.dirname, '../../../shared/data/knowledge')

/** A file of one JSON object a line, from the collections beside the checkout. */
export const readLines = <T>(file: string): T[] =>
  readFileSync(resolve(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T) // what its SOURCE.txt says

/** One of the collections beside the checkout; questions that nothing answers are left out. */
export function readCollection(name: string): Collection {
  const judged = new Map<string, Map<string, number>>()
  for (const line of readFileSync(resolve(folder, name, 'qrels.tsv'), 'utf8')
    .trim()
    .split('\n')) {
    const [query = '', document = '', grade = '0'] = line.split('\t')
    if (Number(grade) > 0)
      judged.set(query, (judged.get(query) ?? new Map<string, number>()).set(document, Number(grade)))
  }
  const queries = readLines<{ readonly id: string; readonly text: string }>(`${name}/queries.jsonl`)
  return {
    name,
    documents: readLines<Document>(`${name}/docs.jsonl`),
    queries: queries.flatMap(({ id, text }) => {
      const relevant = judged.get(id)
      return relevant === undefined ? [] : [{ id, text, relevant }]
    }),
  }
}

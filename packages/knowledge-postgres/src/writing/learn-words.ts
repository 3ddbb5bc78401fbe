import type { Session } from '../connect/session.ts'
import { nothing } from '../reading/reading.ts'
import { bareWord, lengthOf, trigrams } from '../reading/trigrams.ts'
import type { Move } from './enter.ts'

/** Counts the words of an article by its state; a word that nobody wrote before gets its spelling and its shape. */
export async function learnWords(session: Session, schema: string, { before, after }: Move): Promise<void> {
  const sums = new Map<string, { word: string; state: string; by: number }>()
  const count = (words: Iterable<string>, state: string, by: 1 | -1): void => {
    for (const word of words) {
      const key = `${state} ${word}`
      sums.set(key, { word, state, by: (sums.get(key)?.by ?? 0) + by })
    }
  }
  if (before) count(before.reading.words.keys(), before.state, -1)
  if (after) count(after.reading.words.keys(), after.state, 1)
  const changed = [...sums.values()].filter(({ by }) => by !== 0)
  if (changed.length === 0) return
  await session.rows(
    `insert into ${schema}.tallies select * from unnest($1::text[], $2::text[], $3::int[])
      on conflict (word, state) do update set entries = tallies.entries + excluded.entries`,
    [changed.map(({ word }) => word), changed.map(({ state }) => state), changed.map(({ by }) => by)],
  )
  const gone = changed.filter(({ by }) => by < 0).map(({ word }) => word)
  if (gone.length > 0) await session.rows(`delete from ${schema}.tallies where word = any($1) and entries = 0`, [gone])
  await spell(session, schema, after?.reading.words ?? nothing.words)
}

async function spell(session: Session, schema: string, words: ReadonlyMap<string, string>): Promise<void> {
  const all = [...words.keys()]
  const lengths = all.map((word) => lengthOf(trigrams(word)))
  const born = await session.rows<{ word: string }>(
    `insert into ${schema}.spellings select * from unnest($1::text[], $2::text[], $3::text[], $4::float8[])
      on conflict (word) do nothing returning word`,
    [all, [...words.values()], all.map(bareWord), lengths],
  )
  const shapes = born.flatMap(({ word }) => [...trigrams(word)].map(([trigram, weight]) => ({ trigram, word, weight })))
  if (shapes.length === 0) return
  await session.rows(`insert into ${schema}.shapes select * from unnest($1::text[], $2::text[], $3::float8[])`, [
    shapes.map(({ trigram }) => trigram),
    shapes.map(({ word }) => word),
    shapes.map(({ weight }) => weight),
  ])
}

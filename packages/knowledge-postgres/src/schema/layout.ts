import { type Layout, lockOf } from '@casewell/postgres'
import { knowledgePostgresErrors } from '../errors.ts'

/**
 * Texts are ordered by their bytes: COLLATE "C". Whatever a person wrote is JSON in a column of text, never jsonb,
 * which refuses NUL and lone surrogates. Rows that change often leave room beside them (fillfactor), so that no index
 * changes.
 */
const first = (s: string): string => `
  -- One row: whoever writes holds its lock, so versions come in the order of the commits.
  create table ${s}.totals (
    version bigint not null,
    numbers integer not null,
    entries integer not null,
    lengths bigint not null,
    headline_lengths bigint not null,
    questions integer not null
  ) with (fillfactor = 10);
  insert into ${s}.totals values (0, 0, 0, 0, 0, 0);

  -- The article as it is now. Its number is its place in the index: place number % 256 of block number / 256.
  create table ${s}.articles (
    id text collate "C" primary key,
    number integer not null unique,
    revision integer not null,
    state text collate "C" not null,
    labels text[] not null,
    products text[] not null,
    applies text,
    json text not null,
    reading text not null
  ) with (fillfactor = 80);
  create index articles_by_label on ${s}.articles using gin (labels);

  create table ${s}.revisions (
    id text collate "C" not null,
    revision integer not null,
    json text not null,
    primary key (id, revision)
  );

  -- Words of the cases that an article solved.
  create table ${s}.cases (
    id text collate "C" not null,
    from_case text collate "C" not null,
    words text not null,
    primary key (id, from_case)
  );

  -- Lengths and states of the 256 articles of a block, and the version that changed them.
  create table ${s}.blocks (
    block integer primary key,
    version bigint not null,
    bytes bytea not null
  ) with (fillfactor = 50);

  -- By term and block the articles that hold it, and how often: at most 1280 bytes, so that no row is moved elsewhere.
  create table ${s}.postings (
    term text collate "C" not null,
    block integer not null,
    bytes bytea not null,
    primary key (term, block)
  ) with (fillfactor = 70);
  alter table ${s}.postings alter column bytes set storage main;

  -- Every word that was ever written, by its spelling and without its accents.
  create table ${s}.spellings (
    word text collate "C" primary key,
    term text collate "C" not null,
    bare text collate "C",
    length double precision not null
  );
  create index spellings_by_beginning on ${s}.spellings (bare) where bare is not null;

  -- In how many articles of a state a word stands.
  create table ${s}.tallies (
    word text collate "C" not null,
    state text collate "C" not null,
    entries integer not null,
    primary key (word, state)
  ) with (fillfactor = 70);

  -- Three letters, and the words that have them.
  create table ${s}.shapes (
    trigram text collate "C" not null,
    word text collate "C" not null,
    weight double precision not null,
    primary key (trigram, word)
  );
`

/** The tables of a knowledge base, as they came to be. */
export const layout: Layout = {
  migrations: [{ layout: 1, name: 'articles, history, index', sql: first }],
  ledger: 'knowledge_migrations',
  lock: (schema) => lockOf('casewell knowledge', schema),
  errors: knowledgePostgresErrors,
}

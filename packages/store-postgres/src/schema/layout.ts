import { type Layout, lockOf } from '@casewell/postgres'
import { postgresErrors } from '../errors.ts'

/**
 * Texts are ordered by their bytes, which in UTF-8 is by code point: COLLATE "C". A document is text, never jsonb, which
 * refuses NUL and lone surrogates. A B-tree takes no row above 2704 bytes: long keys (rare) have an index of their own
 * over their beginnings, short ones (all others) one in which they stand whole.
 */
const first = (s: string): string => `
  create table ${s}.tenants (
    id integer generated always as identity primary key,
    name text collate "C" not null unique,
    commits bigint not null,
    position bigint not null
  ) with (fillfactor = 50);

  -- json is null where an id was erased for ever; entries are the rows that the document has in the indexes.
  create table ${s}.docs (
    tenant integer not null,
    collection text collate "C" not null,
    id text collate "C" not null,
    version bigint not null,
    schema integer not null,
    json text,
    entries text not null,
    primary key (tenant, collection, id)
  );

  create table ${s}.entries (
    tenant integer not null,
    space text collate "C" not null,
    key text collate "C" not null,
    id text collate "C" not null
  );
  create unique index entries_short on ${s}.entries (tenant, space, key, id) where octet_length(key) <= 800;
  create index entries_long on ${s}.entries (tenant, space, left(key, 200)) where octet_length(key) > 800;

  create table ${s}.events (
    tenant integer not null,
    position bigint not null,
    subject text collate "C" not null,
    json text not null,
    primary key (tenant, position)
  );
  create index events_by_subject on ${s}.events (tenant, left(subject, 200), position);

  -- One row a process: the number of the last group that it committed, by which it can ask after a broken connection.
  create table ${s}.writers (
    id uuid primary key,
    last bigint not null,
    seen timestamptz not null
  ) with (fillfactor = 50);

  -- A blob is named by its content only when all of it is there; before, it is a draft.
  create table ${s}.blobs (
    tenant text collate "C" not null,
    blob text collate "C" not null,
    content uuid not null,
    size bigint not null,
    at bigint not null,
    aside boolean not null,
    primary key (tenant, blob)
  );
  create table ${s}.blob_parts (
    content uuid not null,
    part integer not null,
    bytes bytea not null,
    primary key (content, part)
  );
  alter table ${s}.blob_parts alter column bytes set storage external;
`

/** The tables of a store, as they came to be. */
export const layout: Layout = {
  migrations: [{ layout: 1, name: 'documents, entries, events, blobs', sql: first }],
  ledger: 'migrations',
  lock: (schema) => lockOf('casewell', schema, 'migrate'),
  errors: postgresErrors,
}

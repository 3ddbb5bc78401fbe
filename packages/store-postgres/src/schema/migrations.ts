/** One step of the schema's layout. Steps are never changed once released, only followed by others. */
export interface Migration {
  readonly layout: number
  readonly name: string
  /** Its statements, for a schema of that name (quoted). */
  sql(schema: string): string
}

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

/** Every step, oldest first. */
export const migrations: readonly Migration[] = [{ layout: 1, name: 'documents, entries, events, blobs', sql: first }]

/** The newest layout, which this release reads and writes. */
export const newest = migrations.length

/** Where the steps that were done are written down. */
export const ledger = (s: string): string =>
  `create table ${s}.migrations (layout integer primary key, name text not null, at timestamptz not null default now());`

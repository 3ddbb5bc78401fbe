/** One step of the file's layout. Steps are never changed once released, only followed by others. */
export interface Migration {
  readonly layout: number
  readonly name: string
  readonly sql: string
}

/**
 * Two tables are kept small by numbers: a tenant is a number, and so is a name within a tenant (a collection, or an
 * index among all indexes). Documents lie in the order in which they came, so that new ones share pages, and their
 * names lead to them; an index row leads to its document directly. The position of an event and its tenant are one
 * number, so that a log is one stretch of one table.
 */
const first = `
  CREATE TABLE tenants (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    commits INTEGER NOT NULL,
    position INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE names (
    id INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (tenant, name)
  ) STRICT;

  -- json is NULL where an id was erased for ever; entries are the rows that the document has in the indexes.
  CREATE TABLE docs (
    num INTEGER PRIMARY KEY,
    collection INTEGER NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    schema INTEGER NOT NULL,
    entries TEXT NOT NULL,
    json TEXT
  ) STRICT;
  CREATE UNIQUE INDEX docs_by_id ON docs (collection, id);

  CREATE TABLE entries (
    space INTEGER NOT NULL,
    key TEXT NOT NULL,
    id TEXT NOT NULL,
    doc INTEGER NOT NULL,
    PRIMARY KEY (space, key, id)
  ) STRICT, WITHOUT ROWID;

  -- num = tenant * 2^32 + position
  CREATE TABLE events (
    num INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX events_by_subject ON events (subject);
`

/** Every step, oldest first. */
export const migrations: readonly Migration[] = [{ layout: 1, name: 'documents, entries, events', sql: first }]

/** The newest layout, which this release reads and writes. */
export const newest = migrations.length

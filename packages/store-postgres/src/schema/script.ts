import { ledger, migrations } from './migrations.ts'
import { checkSchema, lockOf } from './schema.ts'

/** What the script is made for. */
export interface PostgresScript {
  /** @defaultValue `'casewell'` */
  readonly schema?: string
  /** The role that processes run under: it is given what a store needs, and nothing more. It must exist. */
  readonly role?: string
}

/**
 * The SQL that an owner runs on an empty database (`psql -f`) when processes shall not have the right to make tables.
 * Without it a store makes its schema by itself at the first use.
 *
 * @throws `store-postgres/bad-schema`
 * @example
 * ```ts
 * import { postgresScript } from '@casewell/store-postgres'
 *
 * const script = postgresScript({ schema: 'desk', role: 'desk_app' })
 * console.log(script.split('\n')[0]) // create schema if not exists "desk";
 * ```
 */
export function postgresScript({ schema = 'casewell', role }: PostgresScript = {}): string {
  const s = checkSchema(schema)
  const steps = migrations.map(
    ({ layout, name, sql }) => `${sql(s)}\ninsert into ${s}.migrations (layout, name) values (${layout}, '${name}');`,
  )
  const lock = `select pg_advisory_xact_lock(${lockOf(schema, 'migrate')});`
  const grants = role === undefined ? [] : grantsFor(s, `"${role.replaceAll('"', '""')}"`)
  return [`create schema if not exists ${s};`, 'begin;', lock, ledger(s), ...steps, ...grants, 'commit;', ''].join('\n')
}

/** All that a process needs: it never makes, changes or drops a table. */
function grantsFor(schema: string, role: string): readonly string[] {
  return [
    `grant usage on schema ${schema} to ${role};`,
    `grant select, insert, update, delete on all tables in schema ${schema} to ${role};`,
    `revoke insert, update, delete on ${schema}.migrations from ${role};`,
  ]
}

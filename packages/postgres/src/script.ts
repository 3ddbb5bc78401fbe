import { type Layout, ledgerSql } from './layout.ts'
import { quotedSchema } from './schema.ts'

/** What a script is made for. */
export interface ScriptOptions {
  readonly schema: string
  /** The role that processes run under: it is given what they need, and nothing more. It must exist. */
  readonly role?: string | undefined
}

/**
 * The SQL that an owner runs on an empty database (`psql -f`) when processes shall not have the right to make tables:
 * what `migrate` would do, and what the role needs.
 *
 * @throws `bad-schema` of the catalogue
 * @example
 * ```ts
 * import { errorCatalogue } from '@casewell/errors'
 * import { layoutScript, lockOf, serverSpecs } from '@casewell/postgres'
 *
 * const hints = { slow: 'Raise connectTimeoutMs.', crowded: 'Lower connections.' }
 * const errors = errorCatalogue('diary', serverSpecs({ package: 'diary', thing: 'diary', script: 'diaryScript', ...hints }))
 * const migrations = [{ layout: 1, name: 'pages', sql: (s: string) => `create table ${s}.pages (words text);` }]
 * const layout = { migrations, ledger: 'steps', lock: (schema: string) => lockOf('diary', schema), errors }
 * console.log(layoutScript({ schema: 'home' }, layout).split('\n')[0]) // create schema if not exists "home";
 * ```
 */
export function layoutScript({ schema, role }: ScriptOptions, layout: Layout): string {
  const s = quotedSchema(schema, layout.errors)
  const steps = layout.migrations.map(
    (step) =>
      `${step.sql(s)}\ninsert into ${s}.${layout.ledger} (layout, name) values (${step.layout}, '${step.name}');`,
  )
  const lock = `select pg_advisory_xact_lock(${layout.lock(schema)});`
  const grants = role === undefined ? [] : grantsFor(s, `"${role.replaceAll('"', '""')}"`, layout)
  const body = [lock, ledgerSql(s, layout), ...steps, ...grants]
  return [`create schema if not exists ${s};`, 'begin;', ...body, 'commit;', ''].join('\n')
}

/** All that a process needs: it never makes, changes or drops a table. */
function grantsFor(schema: string, role: string, { ledger }: Layout): readonly string[] {
  return [
    `grant usage on schema ${schema} to ${role};`,
    `grant select, insert, update, delete on all tables in schema ${schema} to ${role};`,
    `revoke insert, update, delete on ${schema}.${ledger} from ${role};`,
  ]
}

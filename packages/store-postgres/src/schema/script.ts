import { layoutScript } from '@casewell/postgres'
import { layout } from './layout.ts'

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
  return layoutScript({ schema, role }, layout)
}

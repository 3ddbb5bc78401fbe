import { layoutScript } from '@casewell/postgres'
import { layout } from './layout.ts'

/** What the script is made for. */
export interface PostgresKnowledgeScript {
  /** @defaultValue `'casewell_knowledge'` */
  readonly schema?: string
  /** The role that processes run under: it is given what a knowledge base needs, and nothing more. It must exist. */
  readonly role?: string
}

/**
 * The SQL that an owner runs on an empty database (`psql -f`) when processes shall not have the right to make tables.
 * Without it a knowledge base makes its schema by itself at the first use.
 *
 * @throws `knowledge-postgres/bad-schema`
 * @example
 * ```ts
 * import { postgresKnowledgeScript } from '@casewell/knowledge-postgres'
 *
 * const script = postgresKnowledgeScript({ schema: 'articles', role: 'desk_app' })
 * console.log(script.split('\n')[0]) // create schema if not exists "articles";
 * ```
 */
export function postgresKnowledgeScript({ schema = 'casewell_knowledge', role }: PostgresKnowledgeScript = {}): string {
  return layoutScript({ schema, role }, layout)
}

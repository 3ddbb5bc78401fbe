import { existsSync } from 'node:fs'
import type { StoreHost } from '@casewell/store'
import { postgresStore } from '@casewell/store-postgres'
import { sqliteStore } from '@casewell/store-sqlite'
import { cliErrors } from '../errors.ts'
import type { Common } from './options.ts'

/** `mysql:` of `mysql://…`; a single letter would be a drive of Windows. */
const schemeOf = (store: string): string | undefined => /^[a-z][a-z0-9+.-]+:(?=\/\/)/i.exec(store)?.[0]

const isUrl = (store: string): boolean => /^postgres(ql)?:\/\//.test(store)

/**
 * Opens what `--store` names.
 *
 * @param isNew - may it be a file that is not there yet?
 * @throws `cli/no-store`, `cli/bad-url`, `cli/no-file`, and what the engines throw
 */
export function openStore(given: Common, env: Readonly<Record<string, string | undefined>>, isNew: boolean): StoreHost {
  const store = given.store ?? env['CASEWELL_STORE']
  if (store === undefined || store === '') throw cliErrors['no-store']()
  if (isUrl(store)) return postgresStore({ url: store, ...(given.schema !== undefined && { schema: given.schema }) })
  const scheme = schemeOf(store)
  if (scheme !== undefined) throw cliErrors['bad-url']({ scheme })
  if (!isNew && !existsSync(store)) throw cliErrors['no-file']({ file: store })
  return sqliteStore({ file: store, thread: 'same' })
}

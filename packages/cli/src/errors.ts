import { type ErrorCatalogue, errorCatalogue } from '@casewell/errors'

const specs = {
  'no-store': {
    says: (): string => 'no store was named.',
    hint: 'Say --store support.db or --store postgres://user@host/database, or set CASEWELL_STORE.',
  },
  'no-file': {
    says: (d: { file: string }): string => `there is no file ${d.file}.`,
    hint: 'Check the path. Only restore makes a new store; every other command works on one that is there.',
  },
  'no-folder': {
    says: (d: { file: string; folder: string }): string => `${d.file} cannot be made: there is no folder ${d.folder}.`,
    hint: 'Make the folder first (mkdir -p), or correct the path.',
  },
  'bad-url': {
    says: (d: { scheme: string }): string => `${d.scheme} is no store that is known here.`,
    hint: 'Say postgres://user@host/database, or the path of an SQLite file.',
  },
  'file-exists': {
    says: (d: { file: string }): string => `${d.file} is there already.`,
    hint: 'Give another name, or say --force to replace it.',
  },
  'which-tenant': {
    says: (d: { found: readonly string[] }): string =>
      d.found.length === 0
        ? 'this store has no tenant yet.'
        : `this store has ${d.found.length} tenants: ${d.found.join(', ')}.`,
    hint: 'Say which one with --tenant; a tenant is there when it has committed something.',
  },
  'no-such-tenant': {
    says: (d: { tenant: string; found: readonly string[] }): string =>
      `this store has no tenant ${d.tenant}; it has ${d.found.join(', ') || 'none'}.`,
    hint: 'Check the name: a tenant is there when it has committed something.',
  },
  'no-such-subscription': {
    says: (d: { name: string; found: readonly string[] }): string =>
      `there is no subscription ${d.name}; there are ${d.found.join(', ') || 'none'}.`,
    hint: 'Say `casewell subscriptions` to see them all.',
  },
  'not-confirmed': {
    says: (d: { what: string }): string => `nothing was done: ${d.what} cannot be undone, and nobody has confirmed it.`,
    hint: 'Say --yes, or answer yes at a terminal.',
  },
  'no-module': {
    says: (d: { module: string }): string => `there is no module ${d.module}.`,
    hint: 'Check the path, which begins where you stand. It is a file of JavaScript that exports collections.',
  },
  'bad-module': {
    says: (d: { module: string; reason: string }): string => `${d.module} cannot be loaded: ${d.reason}.`,
    hint: 'Run it alone first: node and its path. Of TypeScript, name what it was compiled to.',
  },
  'no-collections': {
    says: (d: { module: string }): string => `${d.module} exports no collection.`,
    hint: 'Name a module that exports collections, alone or in lists: export const collections = [Cases, Messages].',
  },
  interrupted: {
    says: (): string => 'interrupted.',
    hint: 'Nothing half-done is left: start again when you like.',
  },
} as const

/** Everything that can go wrong at the command line itself. What the store says, it says with its own errors. */
export const cliErrors: ErrorCatalogue<'cli', typeof specs> = errorCatalogue('cli', specs)

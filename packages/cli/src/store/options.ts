import { type Command, InvalidArgumentError } from 'commander'

/** What every command understands. */
export interface Common {
  readonly store?: string
  readonly schema?: string
  readonly json?: boolean
}

/** Of a command that works on one tenant. */
export interface OfTenant extends Common {
  readonly tenant?: string
}

/** Of a command that works on some tenants, or on all. */
export interface OfTenants extends Common {
  readonly tenant?: readonly string[]
}

/** `--store`, `--schema`, `--json`. */
export function common(command: Command): Command {
  return command
    .option('--store <file|url>', 'an SQLite file, or postgres://user@host/database (default: CASEWELL_STORE)')
    .option('--schema <name>', 'of a Postgres database (default: casewell)')
    .option('--json', 'answer in JSON, for programs')
}

/** The same, and `--tenant` once. */
export const commonOfTenant = (command: Command): Command =>
  common(command).option('--tenant <name>', 'which tenant (default: the only one there is)')

/** The same, and `--tenant` as often as one likes. */
export const commonOfTenants = (command: Command): Command =>
  common(command).option('--tenant <name>', 'which tenant; may be said again (default: all)', more)

/** Of an option that may be said again: all that was said. */
export const more = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

/** A whole number from 0 on, or from `least` on. */
export const wholeFrom =
  (least: number) =>
  (text: string): number => {
    const n = Number(text)
    if (text.trim() === '' || !Number.isSafeInteger(n) || n < least)
      throw new InvalidArgumentError(`give a whole number from ${least} on.`)
    return n
  }

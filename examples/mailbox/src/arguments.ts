import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** What the command line asks for. */
export interface Arguments {
  /** A Maildir, an mbox, a folder of mails at any depth, or one mail. */
  readonly mailbox: string
  /** The SQLite file, or the URL of a Postgres database. */
  readonly store: string
  /** Where answers go out; without it they are written to a folder beside the store. */
  readonly smtp: string | undefined
  /** Port for mail clients on 127.0.0.1. */
  readonly port: number
  /** Import, say what happened, end. */
  readonly once: boolean
  readonly json: boolean
}

export const usage = `Turns a mailbox into cases, and lets you answer them.

  npm start -- [options]

  --mailbox <path>   a Maildir, an mbox, a folder of mails at any depth, or one mail (the sample mailbox)
  --store <file|url> where everything is kept: a file, or postgres://… (casewell-data/casewell.db)
  --smtp <url>       send answers by this server, smtp://user:password@host:587 (written to <store folder>/outbox)
  --port <n>         listen for mail on 127.0.0.1:<n>, 0 for any free port (2525)
  --once             import, print a summary, end
  --json             with --once: the last line of standard output is one JSON object
  --help             this page
`

/** A command line that cannot be understood: said to the person, exit code 2. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readArguments(argv: readonly string[], here: string): Arguments | 'help' {
  const { values } = parse(argv)
  if (values.help) return 'help'
  const port = Number(values.port ?? 2525)
  if (!(Number.isInteger(port) && port >= 0 && port <= 65_535))
    throw new UsageError(`--port ${values.port} is no port: give a number from 0 to 65535.`)
  return {
    mailbox: resolve(values.mailbox ?? `${here}/sample`),
    store: isUrl(values.store) ? values.store : resolve(values.store ?? 'casewell-data/casewell.db'),
    smtp: values.smtp,
    port,
    once: values.once ?? false,
    json: values.json ?? false,
  }
}

/** Is the store a database server? */
export const isUrl = (store: string | undefined): store is string => /^postgres(ql)?:\/\//.test(store ?? '')

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        mailbox: { type: 'string' },
        store: { type: 'string' },
        smtp: { type: 'string' },
        port: { type: 'string' },
        once: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

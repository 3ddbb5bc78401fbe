import { type BackupProgress, inspectBackup } from '@casewell/store'
import { Command } from 'commander'
import type { Desktop } from '../desktop.ts'
import { exitCodes } from '../exit-codes.ts'
import { countsOf } from '../output/counts.ts'
import { readBackup } from '../store/backup-file.ts'
import { commonOfTenants, more, type OfTenants } from '../store/options.ts'

interface Options extends OfTenants {
  readonly as?: string
  readonly erased?: readonly string[]
  readonly dryRun?: boolean
}

/** `casewell restore <file>` */
export function restoreCommand(desktop: Desktop): Command {
  const command = new Command('restore')
    .description('Brings tenants back from a backup, all or none, into a store that has none of their names.')
    .argument('<file>', 'a backup, packed or not, of any engine')
    .option('--erased <file>', 'a later backup: what it knows to be erased is erased again; may be said again', more)
    .option('--as <name>', 'another name for the one tenant that --tenant names')
    .option('--dry-run', 'only read the backup to its end, and say what it holds')
  return commonOfTenants(command).action((file: string, options: Options, self: Command) =>
    options.dryRun ? look(desktop, file, options) : restore(desktop, file, options, namesOf(options, self)),
  )
}

async function look(desktop: Desktop, file: string, { json }: Options): Promise<void> {
  const content = await inspectBackup(readBackup(file, desktop.around.signal))
  if (json) desktop.json({ file, ...content })
  else
    desktop.line(`${file}: of ${content.at}, from ${content.engine}; ${content.names.join(', ')}; ${countsOf(content)}`)
}

/** Which tenants, under which names; undefined: all, under their own. */
function namesOf({ tenant, as }: Options, command: Command): Readonly<Record<string, string>> | undefined {
  const [only, ...others] = tenant ?? []
  if (as !== undefined && (only === undefined || others.length > 0))
    command.error('error: --as needs exactly one --tenant')
  if (only === undefined) return undefined
  return Object.fromEntries([only, ...others].map((name) => [name, as ?? name]))
}

async function restore(
  desktop: Desktop,
  file: string,
  options: Options,
  tenants: Readonly<Record<string, string>> | undefined,
): Promise<void> {
  const { signal } = desktop.around
  const progress = desktop.progress(options)
  const onProgress = (done: BackupProgress): void => {
    desktop.check()
    progress.show(`${done.tenant}: ${countsOf(done)}`)
  }
  try {
    const work = { erased: (options.erased ?? []).map((later) => readBackup(later, signal)), onProgress }
    const done = await desktop.withStore(
      options,
      (host) => host.restore(readBackup(file, signal), { ...work, ...(tenants && { tenants }) }),
      true,
    )
    progress.clear()
    const replayed = done.replayed > 0 ? `; ${done.replayed} erased again` : ''
    if (options.json) desktop.json({ file, ...done })
    else desktop.line(`${done.names.join(', ') || 'no tenants'}: ${countsOf(done)}${replayed}`)
    if (done.lost > 0) desktop.end(exitCodes.attention)
  } finally {
    progress.clear()
  }
}

import { type BackupContent, type BackupProgress, inspectBackup } from '@casewell/store'
import { Command } from 'commander'
import type { Desktop } from '../desktop.ts'
import { exitCodes } from '../exit-codes.ts'
import { countsOf } from '../output/counts.ts'
import { readBackup, writeBackup } from '../store/backup-file.ts'
import { commonOfTenants, type OfTenants } from '../store/options.ts'
import { chosenTenants } from '../store/tenant.ts'

interface Options extends OfTenants {
  readonly force?: boolean
  readonly erasedOnly?: boolean
}

/** `casewell backup <file>` */
export function backupCommand(desktop: Desktop): Command {
  const command = new Command('backup')
    .description('Writes everything of one moment to a file, while others go on writing; then reads it back.')
    .argument('<file>', 'where to; packed if it ends in .gz')
    .option('--erased-only', 'only the ids that were erased for ever: small, for restores of older backups')
    .option('--force', 'replace the file if it is there')
  return commonOfTenants(command).action((file: string, options: Options) => backup(desktop, file, options))
}

async function backup(desktop: Desktop, file: string, options: Options): Promise<void> {
  const { signal } = desktop.around
  const progress = desktop.progress(options)
  try {
    await desktop.withStore(options, async (host) => {
      const tenants = await chosenTenants(host, options.tenant)
      const content = options.erasedOnly ? 'erased' : 'all'
      const onProgress = (done: BackupProgress): void => progress.show(`${done.tenant}: ${countsOf(done)}`)
      await writeBackup(file, host.backup({ tenants, content, onProgress }), {
        isForced: options.force === true,
        signal,
      })
    })
    progress.show('reading it back')
    tell(desktop, file, options, await inspectBackup(readBackup(file, signal)))
  } finally {
    progress.clear()
  }
}

function tell(desktop: Desktop, file: string, { json }: Options, content: BackupContent): void {
  if (json) desktop.json({ file, ...content })
  else desktop.line(`${file}: ${content.names.join(', ') || 'no tenants'}; ${countsOf(content)}`)
  if (content.lost > 0) desktop.end(exitCodes.attention)
}

import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { backupCommand } from './commands/backup.ts'
import { deadLettersCommand } from './commands/dead-letters.ts'
import { eraseCommand } from './commands/erase.ts'
import { exportCommand } from './commands/export.ts'
import { healthCommand } from './commands/health.ts'
import { logCommand } from './commands/log.ts'
import { restoreCommand } from './commands/restore.ts'
import { subscriptionsCommand } from './commands/subscriptions.ts'
import { upgradeCommand } from './commands/upgrade.ts'
import { Desktop } from './desktop.ts'
import type { Surroundings } from './surroundings.ts'

const after = `
Exit codes: 0 done, 1 failed, 2 not understood, 3 done but somebody should look, 130 interrupted.
--store is a file (SQLite) or a URL (postgres://…); CASEWELL_STORE says it for all commands.`

/** The version of this package, and of every other one of its release. */
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string // every package has one
}

/** Every command. @param end - told the exit code of a command that did its work, if it is not 0 */
export function programIn(around: Surroundings, end: (code: number) => void): Command {
  const desktop = new Desktop(around, end)
  const program = new Command('casewell')
    .description('Looks after a store of Casewell: it needs no desk.')
    .version(version, '-v, --version', 'say the version, of this and of every package of its release')
    .addHelpText('after', after)
  const commands = [
    backupCommand(desktop),
    restoreCommand(desktop),
    upgradeCommand(desktop),
    logCommand(desktop),
    deadLettersCommand(desktop),
    subscriptionsCommand(desktop),
    eraseCommand(desktop),
    exportCommand(desktop),
    healthCommand(desktop),
  ]
  for (const command of commands) program.addCommand(command)
  quietly(program, around)
  return program
}

/** How a command is called: `casewell dead-letters`. */
const wayTo = (command: Command): string =>
  command.parent === null ? command.name() : `${wayTo(command.parent)} ${command.name()}`

/** Words go where the surroundings say, and a wrong call ends in an error, not in the end of the process. */
function quietly(command: Command, around: Surroundings): void {
  command.showHelpAfterError(`${wayTo(command)} --help shows what there is.`)
  command.exitOverride().configureOutput({
    writeOut: (text) => void around.stdout.write(text),
    writeErr: (text) => void around.stderr.write(text),
  })
  for (const sub of command.commands) quietly(sub, around)
}

import { readArguments, usage } from './src/arguments.ts'
import { Commands } from './src/commands.ts'
import { tellFailure } from './src/failure.ts'
import { openHelpDesk } from './src/help-desk.ts'
import { importRun } from './src/import-run.ts'
import { liveInbox } from './src/live-inbox.ts'
import { prompt } from './src/prompt.ts'
import { Terminal } from './src/terminal.ts'

/** Opens the desk, imports the mailbox, and (unless `--once`) serves the prompt until somebody ends it. */
async function main(argv: readonly string[], stop: AbortController): Promise<void> {
  const args = readArguments(argv, import.meta.dirname)
  if (args === 'help') return void process.stdout.write(usage)
  const terminal = new Terminal(process.stdout)
  const help = await openHelpDesk(args, (error) =>
    terminal.line(terminal.style('red', tellFailure(error).lines.join(' '))),
  )
  try {
    terminal.line(`${terminal.style('bold', 'Casewell')} keeps everything in ${withoutPassword(args.store)}`)
    terminal.line(`importing ${args.mailbox}`)
    const summary = await importRun(help.mail, args.mailbox, terminal, stop.signal)
    const commands = new Commands(help, terminal)
    await help.desk.settled()
    await commands.list()
    if (args.once) return void (args.json && terminal.line(JSON.stringify(summary)))
    const silence = liveInbox(help, terminal)
    terminal.line(`listening for mail on 127.0.0.1:${help.mail.port} · try: open 1, then reply … · help · Ctrl-C ends`)
    await prompt(commands, process.stdin, process.stdout, stop.signal)
    silence()
    await help.desk.settled()
    await help.mail.flushed()
  } finally {
    await help.desk.stop()
  }
}

/** What a terminal may show of a database's URL. */
const withoutPassword = (store: string): string => store.replace(/(:\/\/[^:/@]*):[^@/]*@/, '$1@')

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
try {
  await main(process.argv.slice(2), stop)
} catch (error) {
  const { lines, exitCode } = tellFailure(error)
  for (const line of lines) console.error(line)
  process.exitCode = exitCode
}

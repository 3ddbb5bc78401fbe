import { messageOf } from '@casewell/errors'
import { AtHand } from './at-hand.ts'
import type { CommandTable } from './command.ts'
import type { HelpDesk } from './help-desk.ts'
import { knowing } from './knowing.ts'
import { list, looking } from './looking.ts'
import type { Terminal } from './terminal.ts'
import { working } from './working.ts'

/** What a person can do at the prompt. */
export class Commands {
  readonly #at: AtHand
  readonly #terminal: Terminal
  readonly #table: CommandTable

  constructor(help: HelpDesk, terminal: Terminal) {
    this.#at = new AtHand(help, terminal)
    this.#terminal = terminal
    this.#table = {
      ...looking(this.#at),
      ...working(this.#at),
      ...knowing(this.#at),
      help: { use: 'help', does: 'this page', run: async () => this.help() },
      quit: { use: 'quit', does: 'finishes what is under way and ends', run: async () => {} },
    }
  }

  /** Runs one line. False if it asks to end. */
  async run(line: string): Promise<boolean> {
    const [, name = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(line) ?? []
    if (name === '') return true
    if (name === 'quit' || name === 'exit') return false
    const command = Object.hasOwn(this.#table, name) ? this.#table[name] : undefined
    if (!command) this.#terminal.line(`There is no command "${name}". Type help.`)
    else
      await command
        .run(rest.trim())
        .catch((error: unknown) => this.#terminal.line(this.#terminal.style('red', messageOf(error))))
    return true
  }

  /** What a word may become: commands, and after `open` the references that were listed. */
  complete(line: string): [string[], string] {
    const [first = '', ...more] = line.split(' ')
    if (more.length === 0)
      return [
        Object.keys(this.#table)
          .filter((name) => name.startsWith(first))
          .map((name) => `${name} `),
        line,
      ]
    const word = (more.at(-1) ?? '').toUpperCase()
    const references =
      first === 'open' ? this.#at.listed.map(({ reference }) => reference).filter((r) => r.startsWith(word)) : []
    return [references, more.at(-1) ?? '']
  }

  help(): void {
    for (const { use, does } of Object.values(this.#table)) this.#terminal.line(`  ${use.padEnd(40)} ${does}`)
  }

  /** The list of cases with which the program begins. */
  list(): Promise<void> {
    return list(this.#at)
  }
}

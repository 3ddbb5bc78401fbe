import { type CaseView, referencesIn } from '@casewell/core'
import type { HelpDesk } from './help-desk.ts'
import type { Terminal } from './terminal.ts'

/** What a person has before them: the last list, the open case, and what was suggested for it. */
export class AtHand {
  readonly help: HelpDesk
  readonly terminal: Terminal
  listed: readonly CaseView[] = []
  open: string | undefined
  suggested: readonly string[] = []

  constructor(help: HelpDesk, terminal: Terminal) {
    this.help = help
    this.terminal = terminal
  }

  /** The case of a number in the last list, or of a reference. */
  async named(which: string): Promise<string | undefined> {
    if (/^\d+$/.test(which)) return this.listed[Number(which) - 1]?.id
    const [reference] = referencesIn(which)
    return reference && (await this.help.you.cases.byReference(reference))?.id
  }

  /** The case that a line begins with, or else the open one; and the rest of the line. */
  async caseAnd(line: string): Promise<{ readonly id: string; readonly rest: string } | undefined> {
    const [first = '', ...words] = line.split(' ')
    const named = await this.named(first)
    if (named !== undefined) return { id: named, rest: words.join(' ').trim() }
    const id = this.needOpen()
    return id === undefined ? undefined : { id, rest: line }
  }

  /** The open case, if there is one. */
  needOpen(): string | undefined {
    if (this.open === undefined) this.terminal.line('Open a case first: list, then open 1.')
    return this.open
  }

  /** The open case, if there is one and the words that the command needs were given. */
  needOpenAnd(words: string, use: string): string | undefined {
    const id = this.needOpen()
    if (id === undefined || words !== '') return id
    this.terminal.line(`Say what: ${use}`)
    return undefined
  }
}

import { type CaseView, ResolutionCode, referencesIn } from '@casewell/core'
import { messageOf } from '@casewell/errors'
import { capped, printCases } from './case-list.ts'
import { printCase } from './case-page.ts'
import type { HelpDesk } from './help-desk.ts'
import { printSuggestions } from './suggestions.ts'
import { harmless, type Terminal } from './terminal.ts'

/** One thing that one can type. */
interface Command {
  readonly use: string
  readonly does: string
  run(rest: string): Promise<void>
}

/** What a person can do at the prompt; it remembers the last list and the open case. */
export class Commands {
  readonly #help: HelpDesk
  readonly #terminal: Terminal
  #listed: readonly CaseView[] = []
  #open: string | undefined
  #suggested: readonly string[] = []
  readonly #table: Readonly<Record<string, Command>>

  constructor(help: HelpDesk, terminal: Terminal) {
    this.#help = help
    this.#terminal = terminal
    this.#table = {
      list: {
        use: 'list [recent|unanswered|mine|waiting]',
        does: 'cases, newest first',
        run: (rest) => this.list(rest),
      },
      find: { use: 'find <words|reference|address>', does: 'cases that have them', run: (rest) => this.#find(rest) },
      open: { use: 'open <number|reference>', does: 'one case with its messages', run: (rest) => this.#show(rest) },
      reply: { use: 'reply <text>', does: 'answers the open case', run: (rest) => this.#reply(rest) },
      answer: {
        use: 'answer <number>',
        does: "sends a suggested article in the customer's language",
        run: (rest) => this.#answer(rest),
      },
      capture: {
        use: 'capture [title]',
        does: 'writes an article from the open case',
        run: (rest) => this.#capture(rest),
      },
      search: { use: 'search <words>', does: 'articles that answer', run: (rest) => this.#search(rest) },
      note: { use: 'note <text>', does: 'an internal note on it', run: (rest) => this.#note(rest) },
      assign: {
        use: 'assign [number] [agent|nobody]',
        does: 'gives it to somebody, to you if you name nobody',
        run: (rest) => this.#assign(rest),
      },
      tag: { use: 'tag [number] <label>', does: 'puts a label on it', run: (rest) => this.#tag(rest) },
      resolve: {
        use: 'resolve [number] [code] [words]',
        does: `resolves it: ${ResolutionCode.options.join(', ')}`,
        run: (rest) => this.#resolve(rest),
      },
      reopen: { use: 'reopen [number]', does: 'opens it again', run: (rest) => this.#reopen(rest) },
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
      first === 'open' ? this.#listed.map(({ reference }) => reference).filter((r) => r.startsWith(word)) : []
    return [references, more.at(-1) ?? '']
  }

  help(): void {
    for (const { use, does } of Object.values(this.#table)) this.#terminal.line(`  ${use.padEnd(40)} ${does}`)
  }

  async list(which = ''): Promise<void> {
    const { you } = this.#help
    const view = ({ unanswered: 'unanswered', mine: 'mine', waiting: 'pending' } as const)[which] ?? 'recent'
    const count = await you.cases.count({ view })
    const unanswered = await you.cases.count({ view: 'unanswered' })
    this.#listed = (await you.cases.list({ view }, { limit: 20 })).items
    this.#terminal.line(
      this.#terminal.style('bold', `${view}: ${capped(count)} cases, ${capped(unanswered)} wait for an answer (•)`),
    )
    await printCases(this.#listed, you, this.#terminal, new Date())
  }

  async #find(words: string): Promise<void> {
    this.#listed = await this.#help.you.cases.find(words)
    await printCases(this.#listed, this.#help.you, this.#terminal, new Date())
  }

  async #show(which: string): Promise<void> {
    const id = await this.#named(which)
    if (id === undefined)
      return this.#terminal.line(`There is no case "${which}". Type list, then open with its number.`)
    this.#open = id
    await printCase(await this.#help.you.cases.get(id), this.#help.you, this.#terminal)
    this.#suggested = await printSuggestions(id, this.#help.knows, this.#terminal)
  }

  /** The case of a number in the last list, or of a reference. */
  async #named(which: string): Promise<string | undefined> {
    if (/^\d+$/.test(which)) return this.#listed[Number(which) - 1]?.id
    const [reference] = referencesIn(which)
    return reference && (await this.#help.you.cases.byReference(reference))?.id
  }

  /** The case that a line begins with, or else the open one; and the rest of the line. */
  async #caseAnd(line: string, command: string): Promise<{ readonly id: string; readonly rest: string } | undefined> {
    const [first = '', ...words] = line.split(' ')
    const named = await this.#named(first)
    if (named !== undefined) return { id: named, rest: words.join(' ').trim() }
    const id = this.#needOpen(command)
    return id === undefined ? undefined : { id, rest: line }
  }

  async #reply(text: string): Promise<void> {
    const id = this.#needOpen('reply', text)
    if (id === undefined) return
    await this.#help.you.cases.reply(id, { text })
    const { outbox } = this.#help
    this.#terminal.line(
      outbox === undefined ? 'answered: the mail server gets it now' : `answered: the mail is written to ${outbox}`,
    )
  }

  async #answer(which: string): Promise<void> {
    const id = this.#needOpen('answer', which)
    if (id === undefined) return
    const article = this.#suggested[Number(which) - 1]
    if (article === undefined)
      return this.#terminal.line(`There is no suggestion ${which}. Type open again to see them.`)
    const { text, language, revision } = await this.#help.knows.answer(id, article)
    this.#terminal.line(`answered with revision ${revision} of the article, in ${language}:`)
    for (const line of text.split('\n')) this.#terminal.line(`  ${line}`)
  }

  async #capture(title: string): Promise<void> {
    const id = this.#needOpen('capture')
    if (id === undefined) return
    const { article, possibleDuplicates } = await this.#help.knows.capture(id, title === '' ? {} : { title })
    this.#terminal.line(
      `captured as work in progress: ${harmless(article.variants[article.language]?.title ?? article.id)}`,
    )
    for (const { title: other, likeness } of possibleDuplicates)
      this.#terminal.line(`  may say the same (${Math.round(100 * likeness)} %): ${harmless(other)}`)
  }

  async #search(words: string): Promise<void> {
    const { hits, verdict, didYouMean } = await this.#help.knows.search(words)
    this.#terminal.line(`${verdict}${didYouMean === undefined ? '' : `; did you mean: ${harmless(didYouMean)}`}`)
    for (const { title, probability } of hits.slice(0, 5))
      this.#terminal.line(`${String(Math.round(100 * probability)).padStart(7)} %  ${harmless(title)}`)
  }

  async #note(text: string): Promise<void> {
    const id = this.#needOpen('note', text)
    if (id === undefined) return
    await this.#help.you.cases.note(id, { text })
    this.#terminal.line('noted')
  }

  async #assign(line: string): Promise<void> {
    const found = await this.#caseAnd(line, 'assign')
    if (found === undefined) return
    const { id, rest: agent } = found
    if (/\s/.test(agent)) return this.#terminal.line(`An agent's name is one word; "${agent}" is more.`)
    await this.#help.you.cases.assign(id, { assignee: agent === 'nobody' ? null : agent || 'you' })
    this.#terminal.line(`assigned to ${agent || 'you'}`)
  }

  async #tag(line: string): Promise<void> {
    const found = await this.#caseAnd(line, 'tag')
    if (found === undefined) return
    if (found.rest === '') return this.#terminal.line(`Say what: ${this.#table['tag']?.use}`)
    await this.#help.you.cases.tag(found.id, { tag: found.rest })
    this.#terminal.line(`tagged ${found.rest}`)
  }

  async #resolve(line: string): Promise<void> {
    const found = await this.#caseAnd(line, 'resolve')
    if (found === undefined) return
    const [first = '', ...words] = found.rest.split(' ')
    const { success, data } = ResolutionCode.safeParse(first)
    const resolution = (success ? words.join(' ') : found.rest).trim()
    const code = success ? data : 'answered'
    await this.#help.you.cases.resolve(found.id, { code, ...(resolution && { resolution }) })
    this.#terminal.line(`resolved as ${code}`)
  }

  async #reopen(line: string): Promise<void> {
    const found = await this.#caseAnd(line, 'reopen')
    if (found === undefined) return
    await this.#help.you.cases.reopen(found.id)
    this.#terminal.line('open again')
  }

  /** The open case, if there is one and the words that the command needs were given. */
  #needOpen(command: string, text = 'given'): string | undefined {
    if (this.#open === undefined) this.#terminal.line('Open a case first: list, then open 1.')
    else if (text === '') this.#terminal.line(`Say what: ${this.#table[command]?.use ?? command}`)
    else return this.#open
    return undefined
  }
}

import type { AtHand } from './at-hand.ts'
import { capped, printCases } from './case-list.ts'
import { printCase } from './case-page.ts'
import type { CommandTable } from './command.ts'
import { printSuggestions } from './suggestions.ts'

/** What one does to see cases. */
export const looking = (at: AtHand): CommandTable => ({
  list: {
    use: 'list [recent|unanswered|mine|waiting]',
    does: 'cases, newest first',
    run: (rest) => list(at, rest),
  },
  find: { use: 'find <words|reference|address>', does: 'cases that have them', run: (rest) => find(at, rest) },
  open: { use: 'open <number|reference>', does: 'one case with its messages', run: (rest) => open(at, rest) },
})

/** Shows a list of cases, and remembers it. */
export async function list(at: AtHand, which = ''): Promise<void> {
  const { terminal } = at
  const { you } = at.help
  const view = ({ unanswered: 'unanswered', mine: 'mine', waiting: 'pending' } as const)[which] ?? 'recent'
  const count = await you.cases.count({ view })
  const unanswered = await you.cases.count({ view: 'unanswered' })
  at.listed = (await you.cases.list({ view }, { limit: 20 })).items
  terminal.line(terminal.style('bold', `${view}: ${capped(count)} cases, ${capped(unanswered)} wait for an answer (•)`))
  await printCases(at.listed, you, terminal, new Date())
}

async function find(at: AtHand, words: string): Promise<void> {
  at.listed = await at.help.you.cases.find(words)
  await printCases(at.listed, at.help.you, at.terminal, new Date())
}

async function open(at: AtHand, which: string): Promise<void> {
  const id = await at.named(which)
  if (id === undefined) return at.terminal.line(`There is no case "${which}". Type list, then open with its number.`)
  at.open = id
  await printCase(await at.help.you.cases.get(id), at.help.you, at.terminal)
  at.suggested = await printSuggestions(id, at.help.knows, at.terminal)
}

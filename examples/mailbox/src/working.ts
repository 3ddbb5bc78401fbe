import { ResolutionCode } from '@casewell/core'
import type { AtHand } from './at-hand.ts'
import type { CommandTable } from './command.ts'

const uses = { reply: 'reply <text>', note: 'note <text>', tag: 'tag [number] <label>' }

/** What one does to a case. */
export const working = (at: AtHand): CommandTable => ({
  reply: { use: uses.reply, does: 'answers the open case', run: (rest) => reply(at, rest) },
  note: { use: uses.note, does: 'an internal note on it', run: (rest) => note(at, rest) },
  assign: {
    use: 'assign [number] [agent|nobody]',
    does: 'gives it to somebody, to you if you name nobody',
    run: (rest) => assign(at, rest),
  },
  tag: { use: uses.tag, does: 'puts a label on it', run: (rest) => tag(at, rest) },
  resolve: {
    use: 'resolve [number] [code] [words]',
    does: `resolves it: ${ResolutionCode.options.join(', ')}`,
    run: (rest) => resolve(at, rest),
  },
  reopen: { use: 'reopen [number]', does: 'opens it again', run: (rest) => reopen(at, rest) },
})

async function reply(at: AtHand, text: string): Promise<void> {
  const id = at.needOpenAnd(text, uses.reply)
  if (id === undefined) return
  const { you, outbox } = at.help
  await you.cases.reply(id, { text })
  at.terminal.line(
    outbox === undefined ? 'answered: the mail server gets it now' : `answered: the mail is written to ${outbox}`,
  )
}

async function note(at: AtHand, text: string): Promise<void> {
  const id = at.needOpenAnd(text, uses.note)
  if (id === undefined) return
  await at.help.you.cases.note(id, { text })
  at.terminal.line('noted')
}

async function assign(at: AtHand, line: string): Promise<void> {
  const found = await at.caseAnd(line)
  if (found === undefined) return
  const { id, rest: agent } = found
  if (/\s/.test(agent)) return at.terminal.line(`An agent's name is one word; "${agent}" is more.`)
  await at.help.you.cases.assign(id, { assignee: agent === 'nobody' ? null : agent || 'you' })
  at.terminal.line(`assigned to ${agent || 'you'}`)
}

async function tag(at: AtHand, line: string): Promise<void> {
  const found = await at.caseAnd(line)
  if (found === undefined) return
  if (found.rest === '') return at.terminal.line(`Say what: ${uses.tag}`)
  await at.help.you.cases.tag(found.id, { tag: found.rest })
  at.terminal.line(`tagged ${found.rest}`)
}

async function resolve(at: AtHand, line: string): Promise<void> {
  const found = await at.caseAnd(line)
  if (found === undefined) return
  const [first = '', ...words] = found.rest.split(' ')
  const { success, data } = ResolutionCode.safeParse(first)
  const resolution = (success ? words.join(' ') : found.rest).trim()
  const code = success ? data : 'answered'
  await at.help.you.cases.resolve(found.id, { code, ...(resolution && { resolution }) })
  at.terminal.line(`resolved as ${code}`)
}

async function reopen(at: AtHand, line: string): Promise<void> {
  const found = await at.caseAnd(line)
  if (found === undefined) return
  await at.help.you.cases.reopen(found.id)
  at.terminal.line('open again')
}

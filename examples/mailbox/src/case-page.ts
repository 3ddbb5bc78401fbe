import type { CaseView, Seat, TimelineItem } from '@casewell/core'
import { customerName } from './case-list.ts'
import { harmless, type Terminal } from './terminal.ts'

/** Prints one case: its head, and the newest messages of its timeline, oldest first. */
export async function printCase(c: CaseView, you: Seat, terminal: Terminal): Promise<void> {
  const { items, next } = await you.cases.timeline(c.id, { order: 'desc', limit: 20 })
  const tags = await Promise.all(c.tags.map((tag) => you.cases.tagLabel(tag)))
  terminal.line(terminal.style('bold', `${c.reference}  ${harmless(c.content.subject)}`))
  terminal.line(
    `${c.status} · ${c.priority} · ${await customerName(you, c.customer)} · assigned to ${c.assignee ?? 'nobody'}${tags.length > 0 ? ` · ${tags.join(', ')}` : ''}`,
  )
  for (const { kind, case: other } of (await you.cases.links(c.id)).to)
    terminal.line(`${kind} of ${(await you.cases.get(other)).reference}`)
  if (next !== undefined) terminal.line(terminal.style('dim', '… older messages are not shown'))
  for (const message of [...items].reverse()) printMessage(message, terminal)
}

function printMessage(message: TimelineItem, terminal: Terminal): void {
  const { direction, visibility, author, saidAt, delivery, isAutomatic } = message
  const who = author.name ?? author.id
  const kind = visibility === 'internal' ? 'note' : direction === 'inbound' ? 'from' : 'answer'
  const states = [isAutomatic ? 'automatic' : '', delivery?.state ?? ''].filter(Boolean).join(', ')
  const colour = kind === 'note' ? 'yellow' : kind === 'answer' ? 'green' : 'cyan'
  terminal.line()
  terminal.line(
    terminal.style(
      colour,
      `${saidAt.slice(0, 16).replace('T', ' ')}  ${kind} ${harmless(who)}${states ? ` (${states})` : ''}`,
    ),
  )
  for (const line of harmless(message.text).trim().split('\n')) terminal.line(`  ${line}`)
  if (message.fullText !== null) terminal.line(terminal.style('dim', '  [quoted text folded]'))
  for (const { name, mime, size } of message.files)
    terminal.line(terminal.style('dim', `  [${harmless(name)}, ${mime}, ${size} bytes]`))
}

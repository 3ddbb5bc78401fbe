import type { CaseView, Seat } from '@casewell/core'
import { ago, harmless, inColumns, type Terminal } from './terminal.ts'

const colours = {
  new: 'green',
  open: 'cyan',
  pending: 'yellow',
  'on-hold': 'yellow',
  resolved: 'gray',
  closed: 'gray',
} as const

/** Prints cases in columns; their numbers are good for `open 3`. */
export async function printCases(cases: readonly CaseView[], you: Seat, terminal: Terminal, now: Date): Promise<void> {
  const names = await Promise.all(cases.map((c) => customerName(you, c.customer)))
  const rest = Math.max(20, terminal.width - 60)
  for (const [i, c] of cases.entries()) {
    const mark = c.unansweredSince === null ? ' ' : '•'
    const columns = [
      String(i + 1).padStart(3),
      mark,
      c.reference,
      terminal.style(colours[c.status], inColumns(c.status, 8)),
      inColumns(ago(c.updatedAt, now), 7),
      inColumns(c.assignee ?? '–', 5),
      inColumns(harmless(names[i] ?? ''), 18),
      inColumns(harmless(c.content.subject), rest).trimEnd(),
    ]
    terminal.line(columns.join(' '))
  }
  if (cases.length === 0) terminal.line('no cases here')
}

/** A customer's name, or address where no name is known. */
export async function customerName(you: Seat, id: string): Promise<string> {
  const { name } = await you.customers.get(id)
  return name ?? (await you.customers.handles(id))[0]?.value ?? id
}

/** A count that stops at a cap: `999+`. */
export const capped = ({ count, isCapped }: { count: number; isCapped: boolean }): string =>
  `${count}${isCapped ? '+' : ''}`

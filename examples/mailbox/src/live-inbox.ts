import { CaseOpened, MessageReceived } from '@casewell/core/events'
import { customerName } from './case-list.ts'
import type { HelpDesk } from './help-desk.ts'
import { harmless, type Terminal } from './terminal.ts'

/** Says on the terminal what comes in while one works. Returns the way to stop. */
export function liveInbox({ desk, you }: HelpDesk, terminal: Terminal): () => void {
  const tell = async (id: string, what: string): Promise<void> => {
    const c = await you.cases.get(id)
    const who = harmless(await customerName(you, c.customer))
    terminal.line(terminal.style('green', `${what} ${c.reference}  ${who}: ${harmless(c.content.subject)}`))
  }
  const opened = new Set<string>()
  const offs = [
    desk.bus.on(CaseOpened, (event) => {
      opened.add(event.subject)
      return tell(event.subject, 'new case')
    }),
    desk.bus.on(MessageReceived, (event) => {
      return opened.delete(event.subject) ? undefined : tell(event.subject, 'new message in')
    }),
  ]
  return () => {
    for (const off of offs) off()
  }
}

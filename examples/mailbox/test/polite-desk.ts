import { type EmailApi, email } from '@casewell/channel-email'
import { createDesk, type Desk, type Plugin } from '@casewell/core'
import { CaseOpened } from '@casewell/core/events'
import { sqliteStore } from '@casewell/store-sqlite'

/** Says that a mail has arrived, once a case. */
const autoReply: Plugin = {
  name: 'auto-reply',
  setup: (desk) =>
    desk.subscribe({
      name: 'auto-reply',
      events: [CaseOpened],
      leaseMs: 500,
      async handle({ subject }, work) {
        await work.cases.reply(subject, { text: 'We have received your message.', isAutomatic: true })
      },
    }),
}

/** A started desk on a file that answers every new case by itself, into a folder. */
export async function politeDesk(file: string, outbox: string): Promise<{ desk: Desk; mail: EmailApi }> {
  const desk = await createDesk({ store: sqliteStore({ file }) })
  const mail = desk.use(email('support', { address: 'support@aurora-audio.example', outbox }))
  desk.use(autoReply)
  await desk.start()
  return { desk, mail }
}

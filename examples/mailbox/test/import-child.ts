import { EmailConfig, email } from '@casewell/channel-email'
import { createDesk } from '@casewell/core'
import { sqliteStore } from '@casewell/store-sqlite'

/** Imports a mailbox when told to, and tells how far it is: made to be killed. */
const [file = '', mailbox = ''] = process.argv.slice(2)
const address = EmailConfig.parse({ address: 'support@aurora-audio.example' }).address
process.once('message', () => void work())
process.send?.('ready')

async function work(): Promise<void> {
  const desk = await createDesk({ store: sqliteStore({ file }) })
  const mail = desk.use(email('support', { address }))
  await desk.start()
  const summary = await mail.importMailbox(mailbox, { onProgress: ({ read }) => process.send?.({ read }) })
  await desk.stop()
  process.send?.({ summary }, () => process.exit(0))
}

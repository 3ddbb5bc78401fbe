import { email } from '@casewell/channel-email'
import { createDesk } from '@casewell/core'
import { sqliteStore } from '@casewell/store-sqlite'

await using desk = await createDesk({ store: sqliteStore({ file: 'support.db' }) })
const mail = desk.use(email('support', { address: 'help@aurora.example', outbox: 'outbox' }))
await desk.start()

const raw = `From: Bob <bob@example.org>
To: help@aurora.example
Subject: No sound
Message-ID: <1@example.org>

It is mute.
`
const accepted = await mail.deliver(new TextEncoder().encode(raw))
console.log('taken in as a', accepted.as)
if (accepted.as === 'message') {
  const ada = desk.as({ id: 'ada', role: 'agent' })
  const { message } = await ada.cases.reply(accepted.case, { text: 'Hold the power key for ten seconds.' })
  await desk.settled()
  await mail.flushed()
  console.log('the answer is', (await ada.cases.message(message))?.delivery?.state)
}

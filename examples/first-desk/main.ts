import { createDesk } from '@casewell/core'
import { sqliteStore } from '@casewell/store-sqlite'

await using desk = await createDesk({ store: sqliteStore({ file: 'support.db' }) })
await desk.start()
const ada = desk.as({ id: 'ada', role: 'agent' })
const { id } = await ada.cases.open({
  subject: 'No sound',
  from: { email: 'bob@example.org' },
  text: 'My radio is mute.',
})
await ada.cases.reply(id, { text: 'Hold the power key for ten seconds.' })
await ada.cases.resolve(id, { code: 'fixed' })
const { status, content, messageCount } = await ada.cases.get(id)
console.log(`${content.subject}: ${status} after ${messageCount} messages`)

import { createDesk } from '@casewell/core'
import { journalStore } from './store.ts'

for (const day of ['Monday', 'Tuesday']) {
  await using desk = await createDesk({ store: journalStore({ file: 'support.jsonl' }) })
  await desk.start()
  const ada = desk.as({ id: 'ada', role: 'agent' })
  await ada.cases.open({ subject: `Question of ${day}`, from: { email: 'bob@example.org' }, text: 'It is mute.' })
  const { items } = await ada.cases.list({ view: 'recent' })
  console.log(`${day}: ${items.length} in the journal`)
}

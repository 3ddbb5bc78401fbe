import { createDesk } from '@casewell/core'
import { memoryStore } from '@casewell/store'

await using desk = await createDesk({ store: memoryStore() })
await desk.start()

const ada = desk.as({ id: 'ada', role: 'agent' })
const { id } = await ada.cases.open({ subject: 'No sound', from: { email: 'bob@example.org' }, text: 'It is mute.' })
await ada.cases.assign(id, { assignee: 'ada' })
await ada.cases.note(id, { text: 'The third one this week, see firmware 3.2.1.' })
console.log((await ada.cases.list({ view: 'mine' })).items.map((c) => c.content.subject))

import { createDesk } from '@casewell/core'
import { memoryStore } from '@casewell/store'
import { CaseStruggling, struggling } from './struggling.ts'

await using desk = await createDesk({ store: memoryStore() })
const tallies = desk.use(struggling())
desk.bus.on(CaseStruggling, (event) => console.log(`call this customer: back ${event.data.reopened} times`))
await desk.start()

const ada = desk.as({ id: 'ada', role: 'agent' })
const { id } = await ada.cases.open({ subject: 'No sound', from: { email: 'bob@example.org' }, text: 'It is mute.' })
for (let i = 0; i < 4; i++) {
  await ada.cases.resolve(id, { code: 'fixed' })
  await ada.cases.receive(id, { text: 'Mute again!' }) // a customer who writes reopens the case
}
await desk.settled()
console.log('reopened', await tallies.of(id), 'times')

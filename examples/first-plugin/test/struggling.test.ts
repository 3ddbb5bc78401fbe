import { testDesk } from '@casewell/core/testing'
import { expect, test } from 'vitest'
import { CaseStruggling, struggling } from '../struggling.ts'

test('a case that comes back twice is told once, where the limit is two', async () => {
  const { desk } = await testDesk() // its clock and its ids are in your hand, and it forgets
  const tallies = desk.use(struggling(2))
  const told: string[] = []
  desk.bus.on(CaseStruggling, ({ subject }) => told.push(subject))
  await desk.start()
  const ada = desk.as({ id: 'ada', role: 'agent' })
  const { id } = await ada.cases.open({ subject: 'No sound', from: { email: 'bob@example.org' }, text: 'It is mute.' })
  for (let i = 0; i < 3; i++) {
    await ada.cases.resolve(id, { code: 'fixed' })
    await ada.cases.receive(id, { text: 'Mute again!' })
  }
  await desk.settled()
  expect([told, await tallies.of(id)]).toEqual([[id], 3])
  await desk.stop()
})

import { testDesk } from '@casewell/core/testing'
import { isCasewellError } from '@casewell/errors'

const { desk } = await testDesk()
desk.before('resolve', (state) => (state?.firstResponseAt ? undefined : { reason: 'nobody has answered yet.' }))
await desk.start()
const ada = desk.as({ id: 'ada', role: 'agent' })
const { id } = await ada.cases.open({ subject: 'No sound', from: { email: 'bob@example.org' }, text: 'It is mute.' })
try {
  await ada.cases.resolve(id, { code: 'fixed' })
} catch (error) {
  if (isCasewellError(error, 'core/refused')) console.log(error.message)
}
await desk.stop()

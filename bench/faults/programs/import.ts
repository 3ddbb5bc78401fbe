// Imports a mailbox when its input says so: import.ts <where> <mailbox>
import { email } from '@casewell/channel-email'
import { createDesk } from '@casewell/core'
import { openStore } from '../harness/places.ts'

const [where = '', mailbox = ''] = process.argv.slice(2)
console.log('ready')
await new Promise((resolve) => process.stdin.once('data', resolve))
const desk = await createDesk({ store: openStore(where) })
const mail = desk.use(email('support', { address: 'support@aurora-audio.example' }))
await desk.start()
await mail.importMailbox(mailbox)
await desk.stop()
console.log('done')
process.stdin.destroy()

// A desk on SQLite that reads a mailbox until it is killed: inbox.ts <url> <file> <folder to move to>
import { createDesk } from '@casewell/core'
import { MessageReceived } from '@casewell/core/events'
import { sqliteStore } from '@casewell/store-sqlite'
import { email } from '../../src/index.ts'

const [url = '', file = '', move = ''] = process.argv.slice(2)
const desk = await createDesk({ store: sqliteStore({ file }), onError: () => {} })
desk.use(email('support', { address: 'help@aurora.example', imap: { url, afterwards: { move } } }))
desk.bus.on(MessageReceived, () => console.log('committed'))
await desk.start()
console.log('ready')

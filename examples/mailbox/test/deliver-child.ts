import { readFileSync } from 'node:fs'
import { politeDesk } from './polite-desk.ts'

/** Takes a mail in when told to, says when it is stored, and never gets to mark it as seen: made to be killed. */
const [file = '', outbox = '', path = ''] = process.argv.slice(2)
const { mail } = await politeDesk(file, outbox)
process.once('message', () => void mail.deliver(readFileSync(path)).then(() => process.send?.('stored')))
process.send?.('ready')

// A desk that is to read a mailbox in a place where `imapflow` was never installed; says the code of what it is told.
import { register } from 'node:module'
import { testDesk } from '@casewell/core/testing'
import { isCasewellError } from '@casewell/errors'

const hooks = `export async function resolve(name, context, next) {
  if (name === 'imapflow') throw Object.assign(new Error('Cannot find package imapflow'), { code: 'ERR_MODULE_NOT_FOUND' })
  return next(name, context)
}`
register(`data:text/javascript,${encodeURIComponent(hooks)}`)
const { email } = await import('../../src/index.ts')
const { desk } = await testDesk()
desk.use(email('support', { address: 'help@aurora.example', imap: { url: 'imap://127.0.0.1' } }))
const error = await desk.start().catch((cause: unknown) => cause)
console.log('code', isCasewellError(error) ? error.code : String(error))
await desk.stop()

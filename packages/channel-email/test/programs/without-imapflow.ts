// A desk that is to read a mailbox in a place where `imapflow` was never installed; says what it is told, and when.
import Module, { register } from 'node:module'
import { testDesk } from '@casewell/core/testing'
import { isCasewellError } from '@casewell/errors'

const isBundle = process.argv[2] === 'bundle' // where nobody can be asked for what lies beside
const hidden = ['imapflow', ...(isBundle ? ['@casewell/channel-email/package.json'] : [])]
const hooks = `export async function resolve(name, context, next) {
  if (name === 'imapflow') throw Object.assign(new Error('Cannot find package imapflow'), { code: 'ERR_MODULE_NOT_FOUND' })
  return next(name, context)
}`
register(`data:text/javascript,${encodeURIComponent(hooks)}`)
const node = Module as unknown as { _resolveFilename(name: string, ...rest: unknown[]): string } // what `require.resolve` asks
const resolve = node._resolveFilename
node._resolveFilename = (name, ...rest) => {
  if (hidden.includes(name)) throw new Error(`Cannot find module '${name}'\nRequire stack:\n- here`)
  return resolve.call(node, name, ...rest)
}
const { email } = await import('../../src/index.ts')
const { desk } = await testDesk()
const say = (when: string) => (error: unknown) => {
  if (!isCasewellError(error)) throw error
  console.log(`${when}: ${error.code}: ${error.message} ${error.hint}`)
}
try {
  desk.use(email('support', { address: 'help@aurora.example', imap: { url: 'imap://127.0.0.1' } }))
  await desk.start().catch(say('start'))
} catch (error) {
  say('use')(error)
}
await desk.stop()

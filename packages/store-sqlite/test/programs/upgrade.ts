// Brings the letters of the first release up to date, and dies at one of them: upgrade.ts <file> <label>

import { secondLetters } from '../../../store/test/engines/second-release.ts'
import { sqliteStore } from '../../src/index.ts'

const [file = '', deadly = ''] = process.argv.slice(2)
const Letters = secondLetters((label) => {
  if (label === deadly) process.kill(process.pid, 'SIGKILL')
})
await using host = sqliteStore({ file, thread: 'same' })
await host.tenant('acme').prepare({ collections: [Letters] })
console.log('upgraded')

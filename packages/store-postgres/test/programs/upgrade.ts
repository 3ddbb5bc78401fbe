// Brings the letters of the first release up to date, and dies at one of them: upgrade.ts <url> <schema> <label>

import { secondLetters } from '../../../store/test/engines/second-release.ts'
import { postgresStore } from '../../src/index.ts'

const [url = '', schema = '', deadly = ''] = process.argv.slice(2)
const Letters = secondLetters((label) => {
  if (label === deadly) process.kill(process.pid, 'SIGKILL')
})
await using host = postgresStore({ url, schema })
await host.tenant('acme').prepare({ collections: [Letters] })
console.log('upgraded')

// Restores a backup and says how far it has come: restore.ts <url> <schema> <backup>
import { createReadStream } from 'node:fs'
import { postgresStore } from '../../src/index.ts'

const [url = '', schema = '', backup = ''] = process.argv.slice(2)
const host = postgresStore({ url, schema })
await host.restore(createReadStream(backup), {
  onProgress: ({ documents, events }) => console.log(`loaded ${documents + events}`),
})
console.log('restored')
await host.close()

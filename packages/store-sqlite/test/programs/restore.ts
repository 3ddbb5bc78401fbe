// Restores a backup and says how far it has come: restore.ts <file> <backup>
import { createReadStream } from 'node:fs'
import { sqliteStore } from '../../src/index.ts'

const [file = '', backup = ''] = process.argv.slice(2)
const host = sqliteStore({ file, thread: 'same' })
await host.restore(createReadStream(backup), {
  onProgress: ({ documents, events }) => console.log(`loaded ${documents + events}`),
})
console.log('restored')
await host.close()

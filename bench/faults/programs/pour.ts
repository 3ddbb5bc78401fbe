// Writes entries until its input ends or it is killed, and says of each when it is acknowledged: pour.ts <where> <name> <callers> [most] [pauseMs]
import { setTimeout as rest } from 'node:timers/promises'
import { put } from '@casewell/store'
import { Entries, entryId, subjectOf, Written } from '../harness/entries.ts'
import { openStore } from '../harness/places.ts'

const [where = '', name = '', callers = '8', most = 'Infinity', pauseMs = '0'] = process.argv.slice(2)
const host = openStore(where)
const store = host.tenant('acme')
const text = 'The printer says "offline", and after the update it says so again. '.repeat(8)
let isDone = false
process.stdin.resume().once('end', () => {
  isDone = true
})

/** Every eighth entry has a blob, written before its commit. */
async function blobsOf(id: string, n: number): Promise<string[]> {
  return n % 8 === 0 ? [(await store.blobs.write(new TextEncoder().encode(`${id} ${text}`))).blob] : []
}

async function pour(writer: string): Promise<void> {
  for (let n = 1; !isDone && n <= Number(most); n++) {
    const id = entryId(writer, n)
    const writes = [put(Entries, id, { writer, n, text, blobs: await blobsOf(id, n) }, 'absent')]
    const { commit, positions } = await store.commit({ writes, events: [Written(subjectOf(writer), { writer, n })] })
    console.log(`ack ${id} ${commit} ${positions[0]}.`)
    if (pauseMs !== '0') await rest(Number(pauseMs))
  }
}

await Promise.all(Array.from({ length: Number(callers) }, (_, i) => pour(`${name}.${i}`)))
await host.close()
console.log('done')
process.stdin.destroy()

// Writes so many events, several a commit, from several callers: stream.ts <where> <name> <callers> <events> <perCommit>
import { subjectOf, Written } from '../harness/entries.ts'
import { openStore } from '../harness/places.ts'

const [where = '', name = '', callers = '1', events = '1', perCommit = '1'] = process.argv.slice(2)
const host = openStore(where)
const store = host.tenant('acme')
await store.head()
console.log('ready')
await new Promise((resolve) => process.stdin.once('data', resolve))

async function stream(writer: string): Promise<void> {
  const most = Number(events) / Number(callers)
  for (let n = 0; n < most; ) {
    const some = Array.from({ length: Math.min(Number(perCommit), most - n) }, () => ++n)
    await store.commit({ events: some.map((at) => Written(subjectOf(writer), { writer, n: at })) })
  }
}

await Promise.all(Array.from({ length: Number(callers) }, (_, i) => stream(`${name}.${i}`)))
await host.close()
console.log('done')
process.stdin.destroy()

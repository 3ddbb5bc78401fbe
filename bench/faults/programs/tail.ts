// Reads along at the end of a log, and says what it saw: tail.ts <where> <events> <pageSize>

import type { EventOf } from '@casewell/bus'
import type { Written } from '../harness/entries.ts'
import { openStore } from '../harness/places.ts'

const [where = '', events = '0', pageSize = '100'] = process.argv.slice(2)
const host = openStore(where)
const store = host.tenant('acme')
const seen = { events: 0, reads: 0, emptyReads: 0, missed: 0, disorder: 0 }
const lines = new Map<string, number>()
let after = 0
let wake = (): void => {}
store.onCommit(() => wake())
await store.head()
console.log('ready')

while (after < Number(events)) {
  const page = await store.readLog({ after, limit: Number(pageSize) })
  seen.reads++
  if (page.length === 0) {
    seen.emptyReads++
    await new Promise<void>((resolve) => {
      wake = resolve
      setTimeout(resolve, 1_000) // a hint may be lost
    })
  }
  for (const event of page) {
    const { writer, n } = (event as EventOf<typeof Written>).data // nothing else is in this log
    seen.events++
    if (event.position !== after + 1) seen.missed += Math.abs(event.position - after - 1)
    if (n !== (lines.get(writer) ?? 0) + 1) seen.disorder++
    lines.set(writer, n)
    after = event.position
  }
}
console.log(JSON.stringify({ ...seen, writers: lines.size }))
await host.close()
process.stdin.destroy()

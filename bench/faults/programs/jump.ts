// Reads the store's clock while the wall clock jumps: jump.ts <where>; it needs the module of clock/wrong-clock.ts
import { setTimeout as rest } from 'node:timers/promises'
import { openStore } from '../harness/places.ts'

const host = openStore(process.argv[2] ?? '')
const store = host.tenant('acme')
const begun = performance.now()
const first = (await store.now()).getTime()
const seen = { wentBack: 0, readings: 0, jumpedMs: 0 }
let last = first
for (const shift of [0, -3_600_000, 86_400_000, 0]) {
  process.emit('clock' as 'exit', shift) // an event of that module's own
  for (let i = 0; i < 40; i++, seen.readings++) {
    const now = (await store.now()).getTime()
    if (now < last) seen.wentBack++
    last = now
    await rest(5)
  }
  await store.commit({})
}
seen.jumpedMs = last - first - (performance.now() - begun)
console.log(JSON.stringify(seen))
await host.close()

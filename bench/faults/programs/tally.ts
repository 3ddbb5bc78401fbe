// Tallies entries durably until its input ends or it is killed, and says how far it is: tally.ts <where> <leaseMs>
import { subscription } from '@casewell/store'
import { tally } from '../harness/effects.ts'
import { Written } from '../harness/entries.ts'
import { openStore } from '../harness/places.ts'

const [where = '', leaseMs = '1000'] = process.argv.slice(2)
const host = openStore(where)
const tallying = subscription(host.tenant('acme'), {
  name: 'tally',
  events: [Written],
  leaseMs: Number(leaseMs),
  batch: 16,
  async handle(event, unit) {
    console.log(`handles ${event.position}`)
    await tally(event, unit)
  },
})
tallying.start()
console.log('ready')
await new Promise((resolve) => process.stdin.resume().once('end', resolve))
await tallying.stop()
await host.close()
process.stdin.destroy()

// Counts events durably until its input ends; others do the same: work.ts <url> <schema>
import { once } from 'node:events'
import { subscription } from '@casewell/store'
import { Counters, Packed } from '../../../store/test/engines/boxes.ts'
import { postgresStore } from '../../src/index.ts'

const [url = '', schema = ''] = process.argv.slice(2)
await using host = postgresStore({ url, schema })
const counting = subscription(host.tenant('acme'), {
  name: 'counting',
  events: [Packed],
  leaseMs: 1_000,
  batch: 16,
  async handle(event, unit) {
    const seen = await unit.get(Counters, event.id)
    unit.put(Counters, event.id, { n: (seen?.doc.n ?? 0) + 1 })
  },
})
counting.start()
console.log('ready')
process.stdin.resume()
await once(process.stdin, 'end')
await counting.stop()

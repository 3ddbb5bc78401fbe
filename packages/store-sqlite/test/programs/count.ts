// Adds to a counter that other processes add to as well: count.ts <file> <thread> <name> <times>
import { transact } from '@casewell/store'
import { Boxes, box, Counters, Packed } from '../../../store/test/engines/boxes.ts'
import { sqliteStore } from '../../src/index.ts'

const [file = '', thread = 'worker', name = '', times = '1'] = process.argv.slice(2)
const host = sqliteStore({ file, thread: thread === 'same' ? 'same' : 'worker' })
const store = host.tenant('acme')
console.log('ready')
for (let i = 0; i < Number(times); i++)
  await transact(store, async (unit) => {
    const n = ((await unit.get(Counters, 'shared'))?.doc.n ?? 0) + 1
    unit.put(Counters, 'shared', { n })
    unit.put(Boxes, `${name}-${i}`, box(`${name}-${i}`))
    unit.emit(Packed('shared', { by: name, n }))
  })
await host.close()
console.log('done')

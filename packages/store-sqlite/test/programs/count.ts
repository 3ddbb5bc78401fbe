// Adds to a counter that other processes add to as well: count.ts <file> <thread> <name> <times>
import { count } from '../../../store/test/engines/at-work.ts'
import { sqliteStore } from '../../src/index.ts'

const [file = '', thread = 'worker', name = '', times = '1'] = process.argv.slice(2)
await count(sqliteStore({ file, thread: thread === 'same' ? 'same' : 'worker' }), name, Number(times))

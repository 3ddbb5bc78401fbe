// Writes boxes until it is killed, and says of each when it is acknowledged: pour.ts <file> <thread> <name>
import { pour } from '../../../store/test/engines/at-work.ts'
import { sqliteStore } from '../../src/index.ts'

const [file = '', thread = 'worker', name = ''] = process.argv.slice(2)
await pour(sqliteStore({ file, thread: thread === 'same' ? 'same' : 'worker' }).tenant('acme'), name)

// Adds to a counter that other processes add to as well: count.ts <url> <schema> <name> <times>
import { count } from '../../../store/test/engines/at-work.ts'
import { postgresStore } from '../../src/index.ts'

const [url = '', schema = '', name = '', times = '1'] = process.argv.slice(2)
await count(postgresStore({ url, schema }), name, Number(times))

// Writes boxes until it is killed, and says of each when it is acknowledged: pour.ts <url> <schema> <name>
import { pour } from '../../../store/test/engines/at-work.ts'
import { postgresStore } from '../../src/index.ts'

const [url = '', schema = '', name = ''] = process.argv.slice(2)
await pour(postgresStore({ url, schema }).tenant('acme'), name)

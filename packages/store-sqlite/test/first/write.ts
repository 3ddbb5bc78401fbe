// Wrote first.db and its blobs, with the first release; kept to show how: write.ts <file>

import { furnish } from '../../../store/test/engines/post-office.ts'
import { sqliteStore } from '../../src/index.ts'

const [file = ''] = process.argv.slice(2)
await using host = sqliteStore({ file, thread: 'same' })
await furnish(host)

// Wrote what first.sql holds, with the first release; kept to show how: write.ts <url>, then
// pg_dump --schema=first_release --no-owner --no-privileges --inserts --rows-per-insert=100

import { furnish } from '../../../store/test/engines/post-office.ts'
import { postgresStore } from '../../src/index.ts'

const [url = ''] = process.argv.slice(2)
await using host = postgresStore({ url, schema: 'first_release' })
await furnish(host)

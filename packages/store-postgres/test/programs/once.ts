// One commit without closing anything: the process must end by itself, and not before. once.ts <url> <schema>
import { put } from '@casewell/store'
import { postgresStore } from '../../src/index.ts'
import { Boxes, box } from '../boxes.ts'

const [url = '', schema = ''] = process.argv.slice(2)
const store = postgresStore({ url, schema }).tenant('acme')
store.onCommit(() => {})
void store.commit({ writes: [put(Boxes, 'one', box('one'), 'absent')] }).then(() => console.log('acknowledged'))

// One commit without closing anything: the process must end by itself, and not before. once.ts <url> <schema>
import { put } from '@casewell/store'
import { Boxes, box } from '../../../store/test/engines/boxes.ts'
import { postgresStore } from '../../src/index.ts'

const [url = '', schema = ''] = process.argv.slice(2)
const store = postgresStore({ url, schema }).tenant('acme')
store.onCommit(() => {})
void store.commit({ writes: [put(Boxes, 'one', box('one'), 'absent')] }).then(() => console.log('acknowledged'))

// One commit without closing anything: the process must end by itself, and not before. once.ts <file>
import { put } from '@casewell/store'
import { Boxes, box } from '../../../store/test/engines/boxes.ts'
import { sqliteStore } from '../../src/index.ts'

const [file = ''] = process.argv.slice(2)
const store = sqliteStore({ file }).tenant('acme')
store.onCommit(() => {})
void store.commit({ writes: [put(Boxes, 'one', box('one'), 'absent')] }).then(() => console.log('acknowledged'))

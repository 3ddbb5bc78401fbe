// Writes boxes until it is killed, and says of each when it is acknowledged: pour.ts <file> <thread> <name>
import { put } from '@casewell/store'
import { Boxes, box, Packed } from '../../../store/test/engines/boxes.ts'
import { sqliteStore } from '../../src/index.ts'

const [file = '', thread = 'worker', name = ''] = process.argv.slice(2)
const store = sqliteStore({ file, thread: thread === 'same' ? 'same' : 'worker' }).tenant('acme')
console.log('ready')
let n = 0
async function pour(): Promise<void> {
  for (;;) {
    const id = `${name}-${++n}`
    const write = put(Boxes, id, box(id), 'absent')
    const { commit, positions } = await store.commit({ writes: [write], events: [Packed(id, { by: name, n })] })
    console.log(`acknowledged ${id} ${commit} ${positions[0]}`)
  }
}
await Promise.all(Array.from({ length: 8 }, pour))

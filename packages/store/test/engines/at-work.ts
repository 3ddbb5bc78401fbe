import { put, type Store, type StoreHost, transact } from '@casewell/store'
import { Boxes, box, Counters, Packed } from './boxes.ts'

/** Adds to a counter that other processes add to as well, and says when it begins and ends. */
export async function count(host: StoreHost, name: string, times: number): Promise<void> {
  const store = host.tenant('acme')
  console.log('ready')
  for (let i = 0; i < times; i++)
    await transact(store, async (unit) => {
      const n = ((await unit.get(Counters, 'shared'))?.doc.n ?? 0) + 1
      unit.put(Counters, 'shared', { n })
      unit.put(Boxes, `${name}-${i}`, box(`${name}-${i}`))
      unit.emit(Packed('shared', { by: name, n }))
    })
  await host.close()
  console.log('done')
}

/** Writes boxes until the process is killed, and says of each when it is acknowledged. */
export async function pour(store: Store, name: string): Promise<void> {
  console.log('ready')
  let n = 0
  async function one(): Promise<void> {
    for (;;) {
      const id = `${name}-${++n}`
      const write = put(Boxes, id, box(id), 'absent')
      const { commit, positions } = await store.commit({ writes: [write], events: [Packed(id, { by: name, n })] })
      console.log(`acknowledged ${id} ${commit} ${positions[0]}`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, one))
}

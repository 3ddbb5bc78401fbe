import { statSync } from 'node:fs'
import { put } from '@casewell/store'
import { expect, test } from 'vitest'
import { Boxes, box } from '../../store/test/engines/boxes.ts'
import { sqliteStore } from '../src/index.ts'
import { scratchFile } from './scratch.ts'

const mib = 2 ** 20

for (const [what, perCommit] of [
  ['huge commits', 5_000],
  ['small commits', 100],
] as const)
  test(`[GROWTH2] the WAL stays bounded under ${what}`, async () => {
    const file = scratchFile()
    await using host = sqliteStore({ file, thread: 'same' })
    const store = host.tenant('acme')
    let largest = 0
    for (let i = 0; i < 120_000; i += perCommit) {
      const ids = Array.from({ length: perCommit }, (_, j) => `${i + j}`)
      await store.commit({
        writes: ids.map((id) => put(Boxes, id, box(`A-${id}`), 'absent')),
      })
      largest = Math.max(largest, statSync(`${file}-wal`).size)
    }
    expect(largest).toBeLessThan(200 * mib)
    expect(statSync(file).size).toBeGreaterThan(mib)
  }, 60_000)

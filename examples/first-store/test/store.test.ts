import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryBlobs, type StoreHost } from '@casewell/store'
import { conform, type StoreHarness, storeRules } from '@casewell/store/conformance'
import { test } from 'vitest'
import { journalStore } from '../store.ts'

async function open(): Promise<StoreHarness> {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'))
  let offset = 0
  const now = () => Date.now() + offset
  const blobs = memoryBlobs(now) // files have a shelf of their own; here it outlives the store
  const openFile = (): StoreHost => journalStore({ file: join(folder, 'store.jsonl'), now, blobs })
  const hosts = [openFile()]
  const close = async () => {
    for (const host of hosts) await host.close()
  }
  return {
    host: hosts[0] as StoreHost, // it was put there two lines above
    shiftClock(ms) {
      offset += ms
    },
    async reopen() {
      await close()
      const host = openFile()
      hosts.push(host)
      return host
    },
    async close() {
      await close()
      rmSync(folder, { recursive: true })
    },
  }
}

conform(test, storeRules, open, {
  another: 'one process at a time',
  damage: 'its blobs lie in memory',
})

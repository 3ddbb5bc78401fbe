import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StoreHost } from '@casewell/store'
import { conform, type StoreHarness, storeRules } from '@casewell/store/conformance'
import { describe, test } from 'vitest'
import { sqliteStore } from '../src/index.ts'

/** A fresh store on a file of its own, whose hosts all write on such a thread. */
function harness(thread: 'worker' | 'same'): () => Promise<StoreHarness> {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'casewell-conformance-'))
    const file = join(folder, 'desk.db')
    const hosts: StoreHost[] = []
    let offset = 0
    const open = (): StoreHost => {
      const host = sqliteStore({ file, thread, now: () => Date.now() + offset })
      hosts.push(host)
      return host
    }
    const closeAll = async (): Promise<void> => {
      for (const host of hosts.splice(0)) await host.close()
    }
    return {
      host: open(),
      another: async () => open(),
      async reopen() {
        await closeAll()
        return open()
      },
      shiftClock(ms) {
        offset += ms
      },
      async damage(tenant, blob) {
        writeFileSync(join(`${file}.blobs`, tenant, blob.slice(7, 9), blob), 'somebody was here')
      },
      async close() {
        await closeAll()
        rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
      },
    }
  }
}

describe('the SQLite store, written by its own thread', () => conform(test, storeRules, harness('worker')))
describe('the SQLite store, written by the calling thread', () => conform(test, storeRules, harness('same')))

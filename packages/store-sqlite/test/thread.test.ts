import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { put } from '@casewell/store'
import { expect, test } from 'vitest'
import { programsIn } from '../../../tooling/programs.ts'
import { Boxes, box } from '../../store/test/engines/boxes.ts'
import { sqliteStore } from '../src/index.ts'
import { WriterThread } from '../src/thread/writer-thread.ts'
import { writerFile } from '../src/writer-file.ts'
import { scratchFile, scratchFolder } from './scratch.ts'

const start = await programsIn(join(import.meta.dirname, 'programs'))

test('[THREAD1] a process with an idle writer ends by itself, but not before its commit is acknowledged', async () => {
  const file = scratchFile()
  const program = start('once', file)
  expect(await program.ended()).toBe(0)
  expect(program.lines).toEqual(['acknowledged'])
  await using host = sqliteStore({ file, thread: 'same' })
  expect(await host.tenant('acme').get(Boxes, 'one')).toMatchObject({ version: 1 })
}, 60_000)

test('[THREAD2] a writer that dies rejects what is under way and everything after it', async () => {
  const place = { file: scratchFile(), busyTimeoutMs: 1_000 }
  const program = "require('node:worker_threads').parentPort.on('message', () => process.exit(3))"
  const writer = new WriterThread({ program }, { casewell: 'store-sqlite/writer', sqlite: 'libsql', ...place })
  const dead = { code: 'store-sqlite/writer-ended', details: { file: place.file, reason: 'it exited with code 3' } }
  await expect(Promise.allSettled([writer.apply([]), writer.apply([])])).resolves.toMatchObject([
    { reason: dead },
    { reason: dead },
  ])
  await expect(writer.apply([])).rejects.toMatchObject(dead)
  await writer.close()
})

test('[THREAD3] where a bundler has moved the code, the error says so', () => {
  const bundle = pathToFileURL(join(scratchFolder(), 'bundle.js')).href
  expect(() => writerFile(bundle)).toThrow(expect.objectContaining({ code: 'store-sqlite/no-writer' }))
})

test('[THREAD3] the writer lies beside the code that starts it: .js beside .js, .cjs beside .cjs', () => {
  const folder = scratchFolder()
  for (const end of ['js', 'cjs']) {
    writeFileSync(join(folder, `writer.${end}`), '')
    const url = pathToFileURL(join(folder, `writer.${end}`))
    expect(writerFile(pathToFileURL(join(folder, `chunk-1.${end}`)).href)).toEqual({ url })
  }
})

test('[THREAD4] closing writes what is under way', async () => {
  const file = scratchFile()
  const host = sqliteStore({ file })
  const commit = host.tenant('acme').commit({ writes: [put(Boxes, 'one', box('one'), 'absent')] })
  await host.close()
  expect(await commit).toEqual({ commit: 1, positions: [] })
})

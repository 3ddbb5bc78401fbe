import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { put } from '@casewell/store'
import { sqliteStore } from '@casewell/store-sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { bundled } from '../../../tooling/bundled.ts'
import { Posted } from '../../store/test/engines/post-office.ts'
import { casewell, Letters, scratchFolder } from './world.ts'

const bin = await bundled(join(import.meta.dirname, '../src/bin.ts'))

/** The command itself, in a process of its own. */
function start(...argv: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [bin, ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

const ended = async (child: ChildProcess): Promise<number | null> => ((await once(child, 'exit')) as [number | null])[0]

/** Waits until a file has some bytes. */
async function grows(file: string, bytes = 1): Promise<void> {
  await expect.poll(() => existsSync(file) && statSync(file).size >= bytes, { timeout: 30_000, interval: 2 }).toBe(true)
}

async function bigStore(folder: string, letters = 20_000): Promise<string> {
  const file = join(folder, 'desk.db')
  await using host = sqliteStore({ file, thread: 'same' })
  for (let i = 0; i < letters; i += 2_000) {
    const ids = Array.from({ length: 2_000 }, (_, j) => `l${i + j}`)
    await host.tenant('acme').commit({
      writes: ids.map((id) => put(Letters, id, { between: ['ada'], text: 'x'.repeat(500), photos: [] }, 'absent')),
      events: ids.map((id) => Posted(id, { stamps: 1 })),
    })
  }
  return file
}

test('[CLI15] a backup that is killed leaves no file of its name, and the next one is whole', async () => {
  const folder = scratchFolder()
  const store = await bigStore(folder)
  const file = join(folder, 'backup')
  const killed = start('backup', file, '--store', store)
  await grows(`${file}.part`)
  killed.kill('SIGKILL')
  await ended(killed)
  expect(existsSync(file)).toBe(false)
  expect(await casewell(['backup', file, '--store', store, '--json'])).toMatchObject({
    code: 0,
    json: [{ documents: 20_000, events: 20_000 }],
  })
  expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual(['backup'])
}, 120_000)

test('[CLI15] one that is interrupted takes its draft away, and says 130', async () => {
  const folder = scratchFolder()
  const store = await bigStore(folder)
  const file = join(folder, 'backup')
  const stopped = start('backup', file, '--store', store)
  await grows(`${file}.part`)
  stopped.kill('SIGINT')
  expect(await ended(stopped)).toBe(130)
  expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual([])
}, 120_000)

test('[CLI15] a restore that is killed or interrupted leaves no tenant, and the next one is whole', async () => {
  const folder = scratchFolder()
  const store = await bigStore(folder)
  const [file, target] = [join(folder, 'backup'), join(folder, 'new.db')]
  await casewell(['backup', file, '--store', store])
  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    const child = start('restore', file, '--store', target)
    const before = existsSync(`${target}-wal`) ? statSync(`${target}-wal`).size : 0
    await grows(`${target}-wal`, before + 1_000_000)
    child.kill(signal)
    expect(await ended(child)).toBe(signal === 'SIGINT' ? 130 : null)
    expect((await casewell(['health', '--json', '--store', target])).json).toMatchObject([{ isUp: true, tenants: [] }])
  }
  expect(await casewell(['restore', file, '--store', target, '--json'])).toMatchObject({
    code: 0,
    json: [{ names: ['acme'], documents: 20_000, events: 20_000 }],
  })
}, 120_000)

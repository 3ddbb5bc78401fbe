import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StoreHost } from '@casewell/store'
import { expect, onTestFinished, test } from 'vitest'
import { programsIn } from '../../../tooling/programs.ts'
import {
  goesOnUpgrading,
  holdsWhatItHeld,
  isUpgradedElsewhere,
  readsAsToday,
} from '../../store/test/engines/first-release.ts'
import { findSqlite } from '../src/connection/find.ts'
import { migrations } from '../src/file/migrations.ts'
import { sqliteStore } from '../src/index.ts'
import { scratchFile } from './scratch.ts'

const start = await programsIn(join(import.meta.dirname, 'programs'))

const fixture = join(import.meta.dirname, 'first/first.db')

/** A copy of what the first release wrote. */
function copyOfFirst(): string {
  const file = scratchFile()
  cpSync(fixture, file)
  cpSync(`${fixture}.blobs`, `${file}.blobs`, { recursive: true })
  return file
}

function open(file: string): StoreHost {
  const host = sqliteStore({ file })
  onTestFinished(() => host.close())
  return host
}

test('[FIRST1] the fixture is a file of layout 1', () => {
  const connection = findSqlite().open(copyOfFirst())
  expect(connection.prepare('SELECT layout FROM migrations').all([])).toMatchObject([{ layout: 1 }])
  connection.close()
  expect(readFileSync(fixture).subarray(0, 15).toString()).toBe('SQLite format 3')
  expect(migrations[0]?.layout).toBe(1)
})

test('[FIRST1] what the first release wrote is all there: documents, keys, tombstones, log, bytes, letters of the dead', () =>
  holdsWhatItHeld(open(copyOfFirst())))

test('[FIRST2] documents and events of the first release are read in the shape of today', () =>
  readsAsToday(open(copyOfFirst()).tenant('acme')))

test('[FIRST3] an upgrade that is killed goes on where it stopped', async () => {
  const file = copyOfFirst()
  expect(await start('upgrade', file, 'L230').ended()).toBe(null)
  await goesOnUpgrading(open(file).tenant('acme'))
})

test('[FIRST4] a backup of it can be restored, and upgraded there', () =>
  isUpgradedElsewhere(open(copyOfFirst()), open(scratchFile())))

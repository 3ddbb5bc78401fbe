import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { memoryStore } from '@casewell/store'
import { expect, test } from 'vitest'
import { programsIn } from '../../../tooling/programs.ts'
import {
  goesOnUpgrading,
  holdsWhatItHeld,
  isUpgradedElsewhere,
  readsAsToday,
} from '../../store/test/engines/first-release.ts'
import { asOwner, needs, open, scratchSchema, there, url } from './database.ts'

const run = test.skipIf(!there)
const start = await programsIn(join(import.meta.dirname, 'programs'))

const fixture = readFileSync(join(import.meta.dirname, 'first/first.sql'), 'utf8')

/** A schema with what the first release wrote. */
async function copyOfFirst(): Promise<string> {
  const schema = scratchSchema()
  await asOwner((client) => client.query(fixture.replaceAll('first_release', schema)))
  return schema
}

run(`[FIRST1] the fixture is a schema of layout 1${needs}`, async () => {
  const schema = await copyOfFirst()
  const layouts = await asOwner((client) => client.query<{ layout: number }>(`select layout from ${schema}.migrations`))
  expect(layouts.rows[0]).toEqual({ layout: 1 })
})

run(
  `[FIRST1] what the first release wrote is all there: documents, keys, tombstones, log, bytes, letters of the dead${needs}`,
  async () => holdsWhatItHeld(open(await copyOfFirst())),
)

run(`[FIRST2] documents and events of the first release are read in the shape of today${needs}`, async () =>
  readsAsToday(open(await copyOfFirst()).tenant('acme')),
)

run(`[FIRST3] an upgrade that is killed goes on where it stopped${needs}`, async () => {
  const schema = await copyOfFirst()
  expect(await start('upgrade', url, schema, 'L230').ended()).toBe(null)
  await goesOnUpgrading(open(schema).tenant('acme'))
})

run(`[FIRST4] a backup of it can be restored, and upgraded there${needs}`, async () => {
  await using other = memoryStore()
  await isUpgradedElsewhere(open(await copyOfFirst()), other)
})

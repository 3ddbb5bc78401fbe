import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDesk } from '@casewell/core'
import { sqliteStore } from '@casewell/store-sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { found } from '../../core/test/planted.ts'
import { assets } from '../src/index.ts'

test('[ASSET8] no byte of what somebody told in words stays in the file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-assets-'))
  const desk = await createDesk({ store: sqliteStore({ file: join(folder, 'desk.db') }) })
  onTestFinished(async () => {
    await desk.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  })
  const register = desk.use(assets())
  await desk.start()
  const root = desk.as({ id: 'root', role: 'admin' })
  const lea = register.as({ id: 'lea', role: 'lead' })
  await lea.putProduct('duo', { name: 'Duo', scheme: 'semver' })
  const owner = async (email: string, organization: string | null, word: string) => {
    const { id } = await root.cases.open({ subject: 's', from: { email } })
    const { customer } = await root.cases.get(id)
    if (organization !== null) await root.customers.update(customer, { organization })
    const told = { name: `${word}1`, purpose: `${word}2`, environment: `${word}3`, settings: { note: `${word}4` } }
    const asset = await lea.add({ customer, product: 'Duo', version: '4.2.0', ...told })
    await lea.add({ customer, product: `${word}5`, version: `${word}6` })
    return { customer, asset }
  }
  const words = ['zgrzytający', 'неслышно']
  const planted = words.flatMap((word) => [1, 2, 3, 4, 5, 6].map((i) => `${word}${i}`))
  const [ofAcme, alone] = [
    await owner('eve@acme.example', 'acme', words[0] ?? ''),
    await owner('bob@example.org', null, words[1] ?? ''),
  ]
  expect(found(planted, [folder])).toEqual(planted)
  for (const { customer } of [ofAcme, alone]) await root.privacy.erase({ customer })
  expect(found(planted, [folder])).toEqual([])
  expect(await lea.asset(ofAcme.asset)).toMatchObject({ product: 'duo', version: '4.2.0', name: '', settings: {} })
  await expect(lea.asset(alone.asset)).rejects.toMatchObject({ code: 'assets/no-asset' })
})

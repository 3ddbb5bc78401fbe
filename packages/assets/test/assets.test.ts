import { describe, expect, test } from 'vitest'
import { csvRows } from '../src/index.ts'
import { scene } from './scene.ts'

describe('assets', () => {
  test('[ASSET1] tell what a customer runs, for what, where, and since when it is known', async () => {
    const { desk, register, bob } = await scene()
    const { of, assets } = await register.configurationOf({ customer: bob })
    expect([of, assets]).toMatchObject([
      'customer',
      [{ product: 'duo', version: '4.1.0', scheme: 'semver', purpose: 'morning news', verifiedAt: null }],
    ])
    await desk.stop()
  })

  test('[ASSET2] of a case are those that it names, or all of its customer', async () => {
    const { desk, register, adaKeeps, bob, id, duo } = await scene()
    const max = await adaKeeps.add({ customer: bob, product: 'Max' })
    expect((await register.configurationOf({ case: id })).assets.map((a) => a.id)).toEqual([duo, max])
    await adaKeeps.name(id, [max])
    expect(await register.configurationOf({ case: id })).toMatchObject({
      of: 'case',
      assets: [{ id: max, product: 'max' }],
    })
    await adaKeeps.retire(duo)
    expect((await register.configurationOf({ customer: bob })).assets.map((a) => a.id)).toEqual([max])
    await desk.stop()
  })

  test('[ASSET7] say which products a case is about, and do not guess between two', async () => {
    const { desk, register, adaKeeps, bob, id, duo } = await scene()
    expect(await register.productsOf(id)).toEqual(['duo'])
    const max = await adaKeeps.add({ customer: bob, product: 'Max' })
    expect(await register.productsOf(id)).toEqual([])
    await adaKeeps.name(id, [max, duo])
    expect(await register.productsOf(id)).toEqual(['duo', 'max'])
    await adaKeeps.name(id, [max])
    expect(await register.productsOf(id)).toEqual(['max'])
    await desk.stop()
  })

  test('[ASSET7] count one that nobody knows among those that it could be', async () => {
    const { desk, register, adaKeeps, bob, id } = await scene()
    await adaKeeps.add({ customer: bob, product: 'Gramophone' })
    expect([await register.productsOf(id), await register.productsOf('nobody')]).toEqual([[], []])
    await desk.stop()
  })

  test('[ASSET8] of an organization stay when who told of them is erased, without free text; those of a person go', async () => {
    const { desk, register, ada, adaKeeps, leaKeeps, bob, duo, id } = await scene()
    const root = desk.as({ id: 'root', role: 'admin' })
    await leaKeeps.record(duo, { key: 'rooms', value: 3 })
    const { id: other } = await ada.cases.open({ subject: 's', from: { email: 'eve@acme.example', name: 'Eve' } })
    const { customer: eve } = await ada.cases.get(other)
    await root.customers.update(eve, { organization: 'acme' })
    const radio = await adaKeeps.add({ customer: eve, product: 'Duo', name: "Eve's radio", purpose: 'for Eve' })
    await adaKeeps.record(radio, { key: 'version', value: '4.2.0' })
    await adaKeeps.record(radio, { key: 'version', value: 'the one that Eve has' })
    await adaKeeps.record(radio, { key: 'rooms', value: 7 })
    await adaKeeps.record(radio, { key: 'colour', value: 'red as the hair of Eve' })
    await adaKeeps.name(other, [radio])
    for (const customer of [bob, eve]) await root.privacy.erase({ customer })
    const kept = { product: 'duo', name: '', purpose: '', version: '4.2.0', settings: { rooms: 7 } }
    expect(await register.configurationOf({ case: other })).toMatchObject({ of: 'case', assets: [kept] })
    expect((await adaKeeps.facts(radio)).length).toBe(2)
    expect((await register.configurationOf({ customer: bob })).assets).toEqual([])
    await expect(adaKeeps.asset(duo)).rejects.toMatchObject({ code: 'assets/no-asset' })
    expect(await register.productsOf(id)).toEqual([])
    await desk.stop()
  })

  test('[ASSET3] of other customers are never changed by a case', async () => {
    const { desk, register, ada, adaKeeps, duo } = await scene()
    const { id: other } = await ada.cases.open({
      subject: 'x',
      from: { email: 'eve@example.org' },
      text: 'My Duo runs 9.9.9',
    })
    await desk.settled()
    const refused = { code: 'assets/other-customer' }
    await expect(adaKeeps.record(duo, { key: 'version', value: '9.9.9', case: other })).rejects.toMatchObject(refused)
    await expect(adaKeeps.name(other, [duo])).rejects.toMatchObject(refused)
    const eve = register.as({ id: (await ada.cases.get(other)).customer, role: 'customer' })
    await expect(eve.record(duo, { key: 'version', value: '9.9.9' })).rejects.toMatchObject({ code: 'assets/no-asset' })
    await expect(eve.asset(duo)).rejects.toMatchObject({ code: 'assets/no-asset' })
    expect([(await adaKeeps.asset(duo)).version, await adaKeeps.proposals()]).toEqual(['4.1.0', []])
    await desk.stop()
  })

  test('[ASSET9] of merged customers are run by the one who remains, and all their cases are about them', async () => {
    const { desk, register, ada, adaKeeps, bob, id, duo } = await scene()
    const lea = desk.as({ id: 'lea', role: 'lead' })
    const { id: later } = await ada.cases.open({
      subject: 'Still mute',
      from: { email: 'robert@example.org' },
      text: 'Again.',
    })
    const { customer: robert } = await ada.cases.get(later)
    const max = await adaKeeps.add({ customer: robert, product: 'max' })
    await adaKeeps.name(id, [duo])
    await lea.customers.merge(bob, robert, { reason: 'he told us on the telephone' })
    await desk.settled()
    for (const customer of [bob, robert]) {
      const { assets } = await register.configurationOf({ customer })
      expect(assets.map((asset) => asset.id).toSorted()).toEqual([duo, max].toSorted())
      const seat = register.as({ id: customer, role: 'customer' })
      expect((await seat.asset(duo)).customer).toBe(robert)
      expect((await seat.configurationOf({ customer: robert })).assets).toHaveLength(2)
    }
    expect((await register.configurationOf({ case: id })).assets.map((asset) => asset.id)).toEqual([duo])
    await adaKeeps.name(id, [duo, max])
    await adaKeeps.record(duo, { key: 'version', value: '4.2.0', case: later })
    expect((await adaKeeps.facts(duo)).map(({ customer }) => customer)).toEqual([robert, robert])
    await desk.stop()
  })

  test('[ASSET4] are parts of other assets of the same customer, and never of themselves', async () => {
    const { desk, adaKeeps, bob, duo } = await scene()
    const part = await adaKeeps.add({ customer: bob, product: 'max', parent: duo })
    await expect(adaKeeps.change(duo, { parent: part })).rejects.toMatchObject({ code: 'assets/own-parent' })
    expect((await adaKeeps.asset(part)).parent).toBe(duo)
    await desk.stop()
  })

  test('[ASSET5] of a product that nobody knows are kept as they were said', async () => {
    const { desk, adaKeeps, bob } = await scene()
    const id = await adaKeeps.add({ customer: bob, product: 'Gramophone', version: '1' })
    expect((await adaKeeps.unverified()).map(({ asset, doubt }) => [asset, doubt])).toEqual([[id, 'unknown-product']])
    await adaKeeps.change(id, { product: 'Duo' })
    await adaKeeps.record(id, { key: 'version', value: '4.0.0' })
    expect(await adaKeeps.asset(id)).toMatchObject({ product: 'duo', version: '4.0.0' })
    await desk.stop()
  })

  test('[ASSET6] no event carries a value', async () => {
    const { desk, adaKeeps, duo } = await scene()
    await adaKeeps.record(duo, { key: 'region', value: 'eu' })
    const log = await desk.read.readLog({ after: 0, limit: 100 })
    expect(log.filter((event) => /4\.1\.0|"eu"|Kitchen|morning/.test(JSON.stringify(event.data)))).toEqual([])
    await desk.stop()
  })
})

describe('what is said on a case', () => {
  test('[CASE1] is proposed as a fact with the case as its source, and counts when somebody has looked', async () => {
    const { desk, adaKeeps, id, duo, says } = await scene()
    await says('My Duo has 4.2.0 now, region: eu')
    const proposals = await adaKeeps.proposals()
    expect(proposals.map(({ asset, key, value, source, case: of }) => [asset, key, value, source, of])).toEqual([
      [duo, 'version', '4.2.0', { kind: 'case', id }, id],
      [duo, 'region', 'eu', { kind: 'case', id }, id],
    ])
    expect((await adaKeeps.asset(duo)).version).toBe('4.1.0')
    await adaKeeps.accept(proposals[0]?.id ?? '')
    await adaKeeps.reject(proposals[1]?.id ?? '')
    expect(await adaKeeps.asset(duo)).toMatchObject({ version: '4.2.0', settings: {}, verifiedAt: expect.any(String) })
    await expect(adaKeeps.accept(proposals[0]?.id ?? '')).rejects.toMatchObject({ code: 'assets/no-fact' })
    await desk.stop()
  })

  test('[CASE2] is proposed once, and not at all where it is known already', async () => {
    const { desk, ada, adaKeeps, id, says } = await scene()
    await says('Duo 4.1.0')
    await says('Duo 4.2.0!')
    await says('As I said: Duo 4.2.0')
    await ada.cases.note(id, { text: 'Customer has Duo 4.2.0' })
    await desk.settled()
    expect((await adaKeeps.proposals()).map(({ value }) => value)).toEqual(['4.2.0'])
    await desk.stop()
  })

  test('[CASE3] is not guessed to be of one of two', async () => {
    const { desk, adaKeeps, bob, says } = await scene()
    await adaKeeps.add({ customer: bob, product: 'duo', name: 'Bath' })
    await says('My Duo runs 4.2.0')
    expect(await adaKeeps.proposals()).toEqual([])
    await desk.stop()
  })

  test('[CASE4] may contradict what a program has read: both are kept, and the conflict is told', async () => {
    const { desk, register, adaKeeps, id, duo, advance } = await scene()
    advance(60_000)
    await register.as({ id: 'telemetry', role: 'system' }).record(duo, { key: 'version', value: '4.1.5' })
    advance(60_000)
    await adaKeeps.record(duo, { key: 'version', value: '4.2.0', case: id })
    expect(await adaKeeps.asset(duo)).toMatchObject({ version: '4.1.5', inConflict: ['version'] })
    const conflict = (await adaKeeps.conflicts(duo)).get('version')
    expect([conflict?.fact.value, conflict?.against.map(({ value }) => value)]).toEqual(['4.1.5', ['4.2.0']])
    const log = await desk.read.readLog({ after: 0, limit: 100 })
    expect(log.filter(({ type }) => type === 'asset.facts-conflicted').length).toBe(1)
    await desk.stop()
  })
})

describe('a file of assets', () => {
  const csv = [
    'email,product,name,version,purpose,setting.region\r\n',
    'bob@example.org,Duo,Kitchen,4.3.0,,eu\neve@example.org,',
    '"Aurora Max",Office,2.0.0,"calls, ""mostly""",\n',
    ',Duo,x,1.0.0,,\nnobody,Duo,y,1,,\nzoe@example.org,Gramophone,z,7,,\n',
  ]

  test('[FILE1] is read row by row; bad rows are named and the rest goes on', async () => {
    const { desk, adaKeeps, bob } = await scene()
    const progress: number[] = []
    const options = { source: 'crm.csv', onProgress: (rows: number) => void progress.push(rows) }
    const report = await adaKeeps.import(csvRows(csv), options)
    expect(report).toMatchObject({
      rows: 5,
      created: 2,
      updated: 1,
      unchanged: 0,
      unverified: 1,
      skipped: [{ row: 3 }, { row: 4 }],
    })
    expect([report.skipped.map(({ reason }) => reason.length > 10), progress]).toEqual([[true, true], [5]])
    const [kitchen] = (await adaKeeps.configurationOf({ customer: bob })).assets
    expect(kitchen).toMatchObject({
      name: 'Kitchen',
      version: '4.3.0',
      purpose: 'morning news',
      settings: { region: 'eu' },
    })
    await desk.stop()
  })

  test('[FILE2] that comes again changes nothing', async () => {
    const { desk, adaKeeps } = await scene()
    await adaKeeps.import(csvRows(csv), { source: 'crm.csv' })
    const before = (await desk.read.head()).position
    expect(await adaKeeps.import(csvRows(csv), { source: 'crm.csv' })).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 3,
    })
    expect((await desk.read.head()).position).toBe(before)
    await desk.stop()
  })

  test('[FILE3] of JSON says the same; settings keep their types', async () => {
    const { desk, adaKeeps, bob } = await scene()
    const rows = [
      { customer: bob, product: 'duo', name: 'Kitchen', version: '4.3.0', settings: { rooms: 3 } },
      'no object',
      { customer: 'nobody', product: 'duo' },
    ]
    expect(await adaKeeps.import(rows, { source: 'api' })).toMatchObject({
      updated: 1,
      skipped: [{ row: 2 }, { row: 3, code: 'core/no-customer' }],
    })
    expect((await adaKeeps.configurationOf({ customer: bob })).assets[0]?.settings).toEqual({ rooms: 3 })
    await desk.stop()
  })

  test('[FILE4] of CSV may be cut anywhere: quotes, doubled quotes and line ends inside them hold', async () => {
    const text = '\uFEFFa,b\r\n"x ""y"", z","two\r\nlines"\n\nlast,\n'
    const expected = [
      { a: 'x "y", z', b: 'two\r\nlines' },
      { a: 'last', b: '' },
    ]
    for (let cut = 0; cut <= text.length; cut++) {
      const rows: unknown[] = []
      for await (const row of csvRows([text.slice(0, cut), text.slice(cut)])) rows.push(row)
      expect([cut, rows]).toEqual([cut, expected])
    }
  })
})

describe('coverage', () => {
  test('[COVER1] counts customers with assets, assets verified of late, and ended cases that told something', async () => {
    const { desk, register, ada, id, duo, says, advance } = await scene()
    await ada.cases.open({ subject: 'x', from: { email: 'eve@example.org' }, text: 'y' })
    await says('Duo 4.2.0')
    await ada.cases.resolve(id, { code: 'answered' })
    const first = await register.coverage()
    expect([first.customers, first.fresh, first.cases]).toMatchObject([
      { count: 1, of: 2, share: 0.5 },
      { count: 0, of: 1 },
      { count: 1, of: 1 },
    ])
    // Wilson, 1 of 2: 0.0945…0.9055 (Wilson 1927; z = 1.959964)
    expect([first.customers.interval?.lower, first.customers.interval?.upper]).toEqual([
      expect.closeTo(0.0945, 3),
      expect.closeTo(0.9055, 3),
    ])
    await register.as({ id: 'telemetry', role: 'system' }).record(duo, { key: 'version', value: '4.2.0' })
    expect((await register.coverage()).fresh.share).toBe(1)
    advance(91 * 86_400_000)
    expect((await register.coverage()).fresh.share).toBe(0)
    await desk.stop()
  })

  test('[COVER2] of nothing is unknown, not zero', async () => {
    const { desk, register, adaKeeps, duo } = await scene()
    await adaKeeps.retire(duo)
    expect(await register.coverage()).toMatchObject({ fresh: { count: 0, of: 0, share: null, interval: null } })
    await desk.stop()
  })
})

import { createHost, memoryDriver, type StoreDriver } from '@casewell/store'
import { describe, expect, test } from 'vitest'
import { Customers, Organizations } from '../src/index.ts'
import { scene } from './characters.ts'

const mail = (value: string, assurance: 'verified' | 'asserted' | 'unverified' = 'asserted') =>
  ({ kind: 'email', value, assurance }) as const
const user = (value: string) => ({ kind: 'user', value, assurance: 'verified' }) as const

describe('customers', () => {
  test('[CUST1] are found by the same handle again, however it is written', async () => {
    const { ada, bob } = await scene()
    expect((await ada.customers.identify(mail(' BOB@example.ORG '))).id).toBe(bob)
    const phone = await ada.customers.identify({ kind: 'phone', value: '+49 (30) 123-456', assurance: 'verified' })
    expect((await ada.customers.byHandle({ kind: 'phone', value: '+4930123456' }))?.id).toBe(phone.id)
    await expect(ada.customers.addHandle(phone.id, mail('bob@example.org'))).rejects.toMatchObject({
      code: 'core/handle-taken',
      details: { holder: bob },
    })
  })

  test('[CUST1] are made once, also by two who ask at the same moment', async () => {
    const { ada } = await scene()
    const made = await Promise.all(Array.from({ length: 5 }, () => ada.customers.identify(mail('new@example.org'))))
    expect(new Set(made.map((c) => c.id)).size).toBe(1)
  })

  test('[CUST1] keep the stronger assurance of a handle', async () => {
    const { ada, bob } = await scene()
    await ada.customers.addHandle(bob, mail('bob@example.org', 'verified'))
    await ada.customers.addHandle(bob, mail('bob@example.org', 'unverified'))
    expect(await ada.customers.handles(bob)).toEqual([mail('bob@example.org', 'verified')])
  })

  test('[CUST2] become one, and where the parts came from stays known', async () => {
    const { ada, lea, bob } = await scene()
    const work = await ada.customers.create([mail('bob@work.example')], { name: 'Robert', locale: 'en-GB' })
    await lea.customers.merge(work.id, bob, { reason: 'same person, told on the telephone' })
    const merged = await ada.customers.get(work.id)
    expect(merged).toMatchObject({
      id: bob,
      name: 'Bob',
      locale: 'en-GB',
      provenance: [{ from: work.id, by: 'lead:lea', reason: expect.stringContaining('telephone') }],
    })
    expect((await ada.customers.byHandle(mail('bob@work.example')))?.id).toBe(bob)
    expect((await ada.cases.open({ subject: 's', from: { email: 'bob@work.example' } })).id).toBeDefined()
    await expect(ada.customers.merge(work.id, bob, { reason: 'again' })).rejects.toMatchObject({ code: 'core/denied' })
  })

  test('[CUST3] who are two different verified users stay two', async () => {
    const { ada, lea } = await scene()
    const [a, b] = [await ada.customers.create([user('shop:1')]), await ada.customers.create([user('shop:2')])]
    await expect(lea.customers.merge(a.id, b.id, { reason: 'same name' })).rejects.toMatchObject({
      code: 'core/two-identities',
    })
    expect((await ada.customers.get(a.id)).mergedInto).toBeNull()
  })

  test('[CUST4] belong to the organization whose domain they write from', async () => {
    const { ada, desk } = await scene()
    await desk.transact((work) =>
      work.put(Organizations, 'acme', { name: 'Acme', domains: ['acme.example'], fields: {} }),
    )
    const { id } = await ada.cases.open({ subject: 's', from: { email: 'wile@ACME.example' } })
    expect((await ada.cases.get(id)).organization).toBe('acme')
    expect((await ada.cases.list({ view: 'organization', organization: 'acme' })).items).toHaveLength(1)
    expect((await desk.read.find(Customers, { index: 'organization', equals: ['acme'], limit: 5 })).items).toHaveLength(
      1,
    )
  })

  test('[CUST5] bring their cases along when they become one, and see what they saw before', async () => {
    const { ada, lea, desk, bob, id } = await scene()
    const work = await ada.customers.create([mail('bob@work.example')])
    const home = await ada.customers.create([mail('bob@home.example')])
    const open = async (customer: string) => (await ada.cases.open({ customer, subject: 's', text: 't' })).id
    const [atWork, atHome] = [await open(work.id), await open(home.id)]
    await lea.customers.merge(home.id, work.id, { reason: 'told so' })
    await lea.customers.merge(work.id, bob, { reason: 'told so' })
    const later = await open(home.id)
    const all = [id, atWork, atHome, later].sort()
    for (const part of [bob, work.id, home.id]) {
      const him = desk.as({ id: part, role: 'customer' })
      for (const customer of [bob, work.id, home.id])
        expect((await him.cases.list({ view: 'customer', customer })).items.map((c) => c.id).sort()).toEqual(all)
      expect(await him.cases.count({ view: 'customer', customer: part })).toEqual({ count: 4, isCapped: false })
      for (const each of all) expect((await him.cases.timeline(each)).items).toHaveLength(1)
      expect((await him.customers.get(part)).id).toBe(bob)
      expect(await him.customers.handles(part)).toHaveLength(3)
    }
    const him = desk.as({ id: home.id, role: 'customer' })
    await him.cases.receive(id, { text: 'And another thing.' })
    await him.cases.open({ customer: home.id, subject: 'in my own name' })
    expect(await ada.cases.find('bob@home.example')).toHaveLength(5)
    const eve = desk.as({ id: (await ada.customers.create([mail('eve@example.org')])).id, role: 'customer' })
    await expect(eve.cases.list({ view: 'customer', customer: home.id })).rejects.toMatchObject({ code: 'core/denied' })
    await expect(eve.customers.get(work.id)).rejects.toMatchObject({ code: 'core/denied' })
  })

  test('[CUST5] list the cases of all their parts in one order, page by page, each once', async () => {
    const { ada, lea, bob, advance } = await scene()
    const parts = [bob]
    for (const value of ['b@one.example', 'b@two.example']) parts.push((await ada.customers.create([mail(value)])).id)
    for (let i = 0; i < 20; i++) {
      if (i % 4 === 0) advance(1000) // four share an instant
      await ada.cases.open({ customer: parts[(i * 7) % 3] ?? bob, subject: `s${i}` })
    }
    for (const part of parts.slice(1)) await lea.customers.merge(part, bob, { reason: 'told so' })
    const seen: { id: string; updatedAt: string }[] = []
    let next: string | undefined
    do {
      const page = await ada.cases.list(
        { view: 'customer', customer: bob },
        { limit: 3, ...(next !== undefined && { cursor: next }) },
      )
      seen.push(...page.items)
      next = page.next
    } while (next !== undefined)
    expect(new Set(seen.map((c) => c.id)).size).toBe(21)
    expect(seen).toHaveLength(21)
    expect(seen.map((c) => c.updatedAt)).toEqual(
      seen
        .map((c) => c.updatedAt)
        .sort()
        .reverse(),
    )
    await expect(ada.cases.list({ view: 'customer', customer: bob }, { cursor: 'junk' })).rejects.toMatchObject({
      code: 'store/bad-query',
    })
  })

  test('[CUST5] are listed at a cost that does not grow with their cases', async () => {
    const asked = async (cases: number): Promise<number> => {
      let documents = 0
      const driver = memoryDriver()
      const scan: StoreDriver['scan'] = async (tenant, wanted) => {
        const hits = await driver.scan(tenant, wanted)
        documents += hits.length
        return hits
      }
      const { ada, lea, bob } = await scene({ store: createHost({ ...driver, scan }) })
      const { id } = await ada.customers.create([mail('bob@work.example')])
      await lea.customers.merge(id, bob, { reason: 'told so' })
      for (let i = 0; i < cases; i++) await ada.cases.open({ customer: bob, subject: 's' })
      documents = 0
      await ada.cases.list({ view: 'customer', customer: id }, { limit: 5 })
      return documents
    }
    expect(await asked(300)).toBe(await asked(10))
  })
})

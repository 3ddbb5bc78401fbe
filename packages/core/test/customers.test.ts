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
})

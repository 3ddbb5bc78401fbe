import { describe, expect, test } from 'vitest'
import type { Role } from '../src/index.ts'
import { type Deed, permit, policy } from '../src/policy.ts'
import { scene } from './characters.ts'

describe('who may', () => {
  test('[ACT1] a customer reads their own case and its public messages, and nobody else does', async () => {
    const { ada, desk, id, bob } = await scene()
    await ada.cases.note(id, { text: 'He sounds angry.' })
    await ada.cases.reply(id, { text: 'Hold the power key.' })
    const [him, eve] = [desk.as({ id: bob, role: 'customer' }), desk.as({ id: 'eve', role: 'customer' })]
    expect((await him.cases.timeline(id)).items.map((m) => m.text)).toEqual([
      'My radio is mute.',
      'Hold the power key.',
    ])
    expect((await him.cases.list({ view: 'customer', customer: bob })).items).toHaveLength(1)
    await him.cases.receive(id, { text: 'It works!' })
    await him.cases.resolve(id, { code: 'fixed' })
    for (const attempt of [
      () => eve.cases.get(id),
      () => eve.cases.timeline(id),
      () => eve.cases.receive(id, { text: 'Me too.' }),
      () => eve.cases.resolve(id, { code: 'fixed' }),
      () => eve.cases.open({ customer: bob, subject: 'In his name' }),
      () => eve.cases.list({ view: 'customer', customer: bob }),
      () => eve.customers.get(bob),
      () => him.cases.note(id, { text: 'A secret.' }),
      () => him.cases.assign(id, { assignee: null }),
      () => him.cases.list({ view: 'recent' }),
      () => him.cases.find('radio'),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'core/denied' })
  })

  test('[ACT2] a denial is recorded: who, what, on which case', async () => {
    const { desk, id } = await scene()
    await expect(desk.as({ id: 'eve', role: 'customer' }).cases.get(id)).rejects.toMatchObject({
      code: 'core/denied',
      details: { deed: 'read-case' },
    })
    const log = await desk.read.readLog({ after: 0, limit: 100, subject: id })
    expect(log.at(-1)).toMatchObject({
      type: 'access.denied',
      actor: 'customer:eve',
      data: { deed: 'read-case', role: 'customer' },
    })
  })

  const roles: readonly Role[] = ['customer', 'agent', 'lead', 'admin', 'system']
  const deeds = Object.keys(policy) as Deed[]
  test.each(deeds.flatMap((deed) => roles.map((role) => [role, deed] as const)))(
    '[ACT3] %s / %s is as the table says',
    (role, deed) => {
      const on = (customer: string): boolean => {
        try {
          permit({ id: 'bob', role }, deed, { id: 'c1', customer })
          return true
        } catch {
          return false
        }
      }
      expect([on('bob'), on('somebody else')]).toEqual(
        { yes: [true, true], own: [true, false], no: [false, false] }[policy[deed][role]],
      )
    },
  )
})

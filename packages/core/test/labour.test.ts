import { describe, expect, test } from 'vitest'
import { scene } from './characters.ts'

const at = (time: string) => new Date(`2026-01-05T${time}:00Z`)

describe('contacts and effort', () => {
  test('[WORK1] a message is one contact, and an answer answers it', async () => {
    const { ada, id, advance } = await scene()
    advance(60_000)
    await ada.cases.receive(id, { text: 'auto', isAutomatic: true })
    await ada.cases.reply(id, { text: 'Hold the power key.' })
    expect(await ada.contacts.list(id)).toMatchObject([
      {
        direction: 'inbound',
        offeredAt: '2026-01-05T09:00:00.000Z',
        answeredAt: '2026-01-05T09:01:00.000Z',
        agent: 'ada',
        isAssisted: true,
      },
    ])
  })

  test('[WORK1] an answer that a program brings is by whom it names, and nobody else may name another', async () => {
    const { ada, desk, id } = await scene()
    const bea = { role: 'agent', id: 'bea', name: 'Bea' } as const
    await desk.as({ id: 'mail', role: 'system' }).cases.reply(id, { text: 'By telephone.', author: bea })
    await ada.cases.reply(id, { text: 'By mail.', author: bea })
    expect(await ada.contacts.list(id)).toMatchObject([{ agent: 'bea', isAssisted: true }])
    const { items } = await ada.cases.timeline(id)
    expect(items.slice(1).map(({ author }) => author.id)).toEqual(['bea', 'ada'])
  })

  test('[WORK2] nothing ends before it begins', async () => {
    const { ada, id } = await scene()
    const call = { case: id, channel: 'phone', direction: 'inbound', offeredAt: at('10:00') } as const
    await expect(ada.contacts.record({ ...call, answeredAt: at('09:59') })).rejects.toMatchObject({
      code: 'core/impossible-time',
      message: expect.stringContaining('09:59'),
    })
    await expect(
      ada.effort.record({ case: id, activity: 'call', from: at('10:00'), to: at('09:00') }),
    ).rejects.toMatchObject({ code: 'core/impossible-time' })
    await expect(
      ada.effort.record({ case: id, activity: 'call', minutes: -5, source: 'declared' }),
    ).rejects.toMatchObject({ message: expect.stringContaining('-5 minutes') })
    await expect(
      ada.effort.record({ case: id, activity: 'call', minutes: Number.NaN, source: 'declared' }),
    ).rejects.toMatchObject({ code: 'core/impossible-time' })
  })

  test('[WORK2] nobody does more at once than they declared', async () => {
    const { ada, root, id } = await scene()
    const spend = (from: string, to: string) =>
      ada.effort.record({ case: id, activity: 'chat', from: at(from), to: at(to) })
    await spend('10:00', '10:30')
    await spend('10:30', '11:00')
    await expect(spend('10:15', '10:45')).rejects.toMatchObject({
      message: expect.stringContaining('2 things at once'),
    })
    await root.agents.put('ada', { name: 'Ada', parallel: 2 })
    await spend('10:15', '10:45')
    await expect(spend('10:20', '10:40')).rejects.toMatchObject({
      message: expect.stringContaining('3 things at once'),
    })
  })

  test('[WORK3] a correction is a new entry, and the old one does not count any more', async () => {
    const { ada, id } = await scene()
    const { entry } = await ada.effort.record({ case: id, activity: 'call', minutes: 90, source: 'declared' })
    await ada.effort.record({ case: id, activity: 'call', minutes: 9, source: 'declared', corrects: entry })
    expect(await ada.effort.of(id)).toEqual({ minutes: 9, entries: 1, measuredShare: 0 })
    await expect(
      ada.effort.record({ case: id, activity: 'call', minutes: 1, source: 'declared', corrects: entry }),
    ).rejects.toMatchObject({ code: 'core/impossible-time' })
  })

  test('[WORK4] a cost that nobody knows is null with a reason', async () => {
    const { ada, id } = await scene()
    expect(await ada.effort.of(id)).toEqual({ minutes: null, entries: 0, measuredShare: null })
    expect(await ada.effort.costOf(id, { perHour: { default: 60 } })).toEqual({ amount: null, reason: 'no-effort' })
    await ada.effort.record({ case: id, activity: 'call', from: at('10:00'), to: at('10:20') })
    expect(await ada.effort.costOf(id, { perHour: {} })).toEqual({ amount: null, reason: 'no-rate' })
    expect(await ada.effort.costOf(id, { perHour: { default: 60 } })).toEqual({ amount: 20, minutes: 20 })
  })
})

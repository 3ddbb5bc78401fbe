import { describe, expect, test } from 'vitest'
import { fold } from '../src/case/index.ts'
import { Cases } from '../src/index.ts'
import { testDesk } from '../src/testing.ts'

describe('a desk', () => {
  test('opens a case, answers it, resolves it, and tells all of it on the bus', async () => {
    const { desk, errors, advance } = await testDesk()
    const heard: string[] = []
    desk.bus.on('*', (event) => void heard.push(event.type))
    await desk.start()
    const ada = desk.as({ id: 'ada', role: 'agent' })
    const { id, reference } = await ada.cases.open({
      subject: 'No sound',
      from: { email: 'Bob@example.org' },
      text: 'My Model 3 is mute.',
    })
    advance(1000)
    await ada.cases.reply(id, { text: 'Hold the power key for ten seconds.' })
    await ada.cases.resolve(id, { code: 'fixed', resolution: 'power key' })
    expect((await ada.cases.byReference(reference))?.status).toBe('resolved')
    expect((await ada.cases.timeline(id)).items.map((m) => m.text)).toEqual([
      'My Model 3 is mute.',
      'Hold the power key for ten seconds.',
    ])
    expect((await ada.cases.find('mute model')).map((c) => c.id)).toEqual([id])
    expect((await ada.cases.find('bob@EXAMPLE.org')).map((c) => c.id)).toEqual([id])
    await desk.settled()
    expect(heard).toEqual([
      'customer.created',
      'customer.handle-added',
      'case.opened',
      'case.message-received',
      'contact.recorded',
      'case.message-sent',
      'contact.answered',
      'case.resolved',
      'case.described',
    ])
    const events = await desk.read.readLog({ after: 0, limit: 100, subject: id })
    expect(fold(events)).toEqual((await desk.read.get(Cases, id))?.doc)
    advance(1000)
    await ada.cases.receive(id, { text: 'still mute' })
    expect((await ada.cases.get(id)).status).toBe('open')
    await ada.cases.wait(id, { until: new Date('2026-01-05T10:00:00Z') })
    expect((await ada.cases.get(id)).status).toBe('pending')
    await expect(desk.as({ id: 'eve', role: 'customer' }).cases.get(id)).rejects.toMatchObject({ code: 'core/denied' })
    const other = await ada.cases.open({ subject: 'dup', from: { email: 'bob@example.org' }, text: 'again' })
    await ada.cases.merge(other.id, { into: id })
    await ada.cases.note(other.id, { text: 'note on merged' })
    expect((await ada.cases.timeline(id)).items.map((m) => m.text)).toHaveLength(5)
    expect(errors).toEqual([])
    await desk.stop()
  })
})

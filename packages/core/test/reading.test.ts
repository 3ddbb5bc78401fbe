import { describe, expect, test } from 'vitest'
import { scene } from './characters.ts'

describe('reading', () => {
  test('[READ1] shows a case and what it absorbed in one order, each message once, page by page', async () => {
    const { ada, id, advance } = await scene()
    const second = (await ada.cases.open({ subject: 'again', from: { email: 'bob@example.org' }, text: 'm1' })).id
    for (let i = 2; i < 12; i++) {
      advance(i % 3 === 0 ? 0 : 1000)
      await ada.cases.receive(i % 2 === 0 ? id : second, { text: `m${i}` })
    }
    await ada.cases.merge(second, { into: id })
    for (const order of ['asc', 'desc'] as const) {
      const seen: string[] = []
      const times: number[] = []
      for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
        const page = await ada.cases.timeline(id, { order, limit: 3, ...(cursor !== undefined && { cursor }) })
        seen.push(...page.items.map((m) => m.text))
        times.push(...page.items.map((m) => m.at))
        cursor = page.next
      }
      expect(seen).toHaveLength(12)
      expect(new Set(seen).size).toBe(12)
      expect(times).toEqual([...times].sort((a, b) => (order === 'asc' ? a - b : b - a)))
    }
  })

  test('[READ2] keeps each list in order, and counts up to a cap', async () => {
    const { ada, root, id, bob, advance } = await scene()
    await root.queues.put('help', { name: 'Help', members: ['ada'] })
    for (let i = 0; i < 12; i++) {
      advance(1000)
      await ada.cases.open({
        subject: `s${i}`,
        from: { email: `c${i}@example.org` },
        text: 'x',
        queue: i % 2 ? 'help' : null,
      })
    }
    advance(1000)
    await ada.cases.assign(id, { assignee: 'ada' })
    await ada.cases.tag(id, { tag: 'sound' })
    const tag = (await ada.cases.get(id)).tags[0] ?? ''
    expect((await ada.cases.list({ view: 'recent' }, { limit: 3 })).items.map((c) => c.content.subject)).toEqual([
      'No sound',
      's11',
      's10',
    ])
    expect((await ada.cases.list({ view: 'mine' })).items.map((c) => c.id)).toEqual([id])
    expect((await ada.cases.list({ view: 'unassigned', queue: 'help' })).items).toHaveLength(6)
    expect((await ada.cases.list({ view: 'inbox', queue: null })).items).toHaveLength(7)
    expect((await ada.cases.list({ view: 'unanswered' })).items[0]?.id).toBe(id)
    expect((await ada.cases.list({ view: 'customer', customer: bob })).items.map((c) => c.id)).toEqual([id])
    expect((await ada.cases.list({ view: 'tag', tag })).items.map((c) => c.id)).toEqual([id])
    expect(await ada.cases.tagLabel(tag)).toBe('sound')
    await ada.cases.wait(id)
    expect((await ada.cases.list({ view: 'pending' })).items.map((c) => c.id)).toEqual([id])
    await ada.cases.hold(id)
    expect((await ada.cases.list({ view: 'on-hold' })).items.map((c) => c.id)).toEqual([id])
    expect((await ada.cases.list({ view: 'status', status: 'new' })).items).toHaveLength(12)
    expect(await ada.cases.count({ view: 'recent' }, 5)).toEqual({ count: 5, isCapped: true })
    expect(await ada.cases.count({ view: 'recent' }, 13)).toEqual({ count: 13, isCapped: false })
  })

  test('[READ3] finds a case by reference, address and words, in any script', async () => {
    const { ada, id, reference } = await scene()
    const open = async (subject: string, text: string, email: string) =>
      (await ada.cases.open({ subject, text, from: { email } })).id
    const zh = await open('升级后没有声音', '我的音箱在升级到 3.2.1 之后没有声音了。', 'li@example.cn')
    const ja = await open('ペアリング', 'ペアリングコードが受け付けられません。', 'sato@example.jp')
    const de = await open('WLAN bricht ab', 'Über Nacht fällt die Verbindung aus.', 'jan@example.de')
    const find = async (text: string) => (await ada.cases.find(text)).map((c) => c.id)
    expect(await find(`your ${reference.toLowerCase()} please`)).toEqual([id])
    expect(await find('from Bob@EXAMPLE.org')).toEqual([id])
    expect(await find('radio mute')).toEqual([id])
    expect(await find('没有声音')).toEqual([zh])
    expect(await find('コード')).toEqual([ja])
    expect(await find('verbindung ÜBER')).toEqual([de])
    expect(await find('nothing like it')).toEqual([])
    expect(await find('')).toEqual([])
  })
})

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compose } from '../src/index.ts'
import { Pace } from '../src/outbound/pace.ts'
import { parrotScene, until } from './parrot.ts'

const stateOf = (scene: Awaited<ReturnType<typeof parrotScene>>) => async (message: string) =>
  (await scene.ada.cases.message(message))?.delivery?.state

describe('a long message', () => {
  test('[OUT7] goes out in parts, in order, each under an id of its own', async () => {
    const scene = await parrotScene({ limits: { textChars: 12 } })
    const { case: id } = await scene.open()
    const { message } = await scene.ada.cases.reply(id, {
      text: 'one two three four five',
    })
    await scene.flushed()
    expect(scene.sent.map(({ id: key, text, part, parts }) => [key, text, part, parts])).toEqual([
      [message, 'one two ', 1, 3],
      [`${message}.2`, 'three four ', 2, 3],
      [`${message}.3`, 'five', 3, 3],
    ])
  })

  test('[OUT7] goes on with the part that failed, and repeats none that went out', async () => {
    const scene = await parrotScene({
      limits: { textChars: 8 },
      reconcile: async () => ({ notSent: true }),
    })
    const { case: id } = await scene.open()
    await scene.ada.cases.reply(id, { text: 'one two three four' })
    await scene.flushed()
    const whole = scene.sent.map(({ text }) => text)
    scene.sent.length = 0
    const { message } = await scene.ada.cases.reply(id, {
      text: 'one two three four',
    })
    await scene.desk.settled()
    await until('one part is out', () => scene.sent.length > 0)
    scene.answers.push({ retryAfterMs: 0, reason: 'busy' })
    for (let i = 0; i < 40 && (await scene.api.stuck()).items.length === 0; i++) {
      scene.advance(2_000)
      await scene.ada.cases.note(id, { text: 'time passes' })
      await scene.api.flushed()
    }
    expect(scene.sent.map(({ text }) => text)).toEqual(whole)
    expect((await scene.ada.cases.message(message))?.wire).toMatchObject({
      vendorIds: whole.map((_, i) => (i === 0 ? `v-${message}` : `v-${message}.${i + 1}`)),
    })
  })
})

describe('what was sent', () => {
  test('[OUT8] is changed, taken back and reacted to where the channel can', async () => {
    const deeds: unknown[] = []
    const deed = (name: string) => async (target: string, what: unknown) => {
      deeds.push([name, target, (what as { text?: string }).text ?? (what as { reaction?: string }).reaction])
      return { sent: [] }
    }
    const scene = await parrotScene({
      can: { edit: true, delete: true, react: true },
      edit: deed('edit'),
      delete: deed('delete'),
      react: deed('react'),
    })
    const opened = await scene.open()
    const { message } = await scene.ada.cases.reply(opened.case, {
      text: 'pwer',
    })
    await scene.flushed()
    await scene.ada.cases.edit(opened.case, { message, text: 'power' })
    await scene.flushed()
    await scene.ada.cases.react(opened.case, {
      message: opened.message,
      reaction: '👍',
    })
    await scene.ada.cases.delete(opened.case, { message })
    await scene.flushed()
    expect(deeds).toEqual([
      ['edit', `v-${message}`, 'power'],
      ['react', 'm1', '👍'],
      ['delete', `v-${message}`, ''],
    ])
  })

  test('[OUT8] stays as it is where the channel cannot change it, and the case is told so', async () => {
    const scene = await parrotScene()
    const { case: id } = await scene.open()
    const { message } = await scene.ada.cases.reply(id, { text: 'pwer' })
    await scene.flushed()
    await scene.ada.cases.edit(id, { message, text: 'power' })
    await scene.flushed()
    expect((await scene.timeline(id)).at(-1)).toMatchObject({
      visibility: 'internal',
      text: 'The customer still sees the message as it was (cannot-change): parrot cannot change what was sent',
    })
    expect(await stateOf(scene)(message)).toBe('sent')
  })

  test('[OUT8] is not what still waits: that goes out as it is now, or not at all', async () => {
    const scene = await parrotScene()
    const { case: id } = await scene.open()
    scene.answers.push({ retryAfterMs: 60_000, reason: 'busy' })
    const first = await scene.ada.cases.reply(id, { text: 'frist' })
    const second = await scene.ada.cases.reply(id, { text: 'second' })
    await scene.desk.settled()
    await until('the first attempt was made', () => scene.answers.length === 0)
    await scene.ada.cases.edit(id, { message: first.message, text: 'first' })
    await scene.ada.cases.delete(id, { message: second.message })
    await scene.desk.settled()
    scene.advance(120_000)
    await scene.ada.cases.reply(id, { text: 'third' })
    await scene.flushed()
    expect(scene.sent.map(({ text }) => text)).toEqual(['first', 'third'])
  })

  test('[OUT8] by the customer comes back to nobody', async () => {
    const scene = await parrotScene({
      can: { react: true },
      react: async () => ({ permanent: 'x', reason: 'never' }),
    })
    const { case: id } = await scene.open()
    const { message } = await scene.ada.cases.reply(id, { text: 'hi' })
    await scene.flushed()
    const from = {
      handle: { kind: 'user', value: 'parrot:bob', assurance: 'verified' },
    } as const
    const like = {
      type: 'reaction',
      id: 'l1',
      at: new Date(),
      target: `v-${message}`,
      from,
      reaction: '👍',
      isRemoved: false,
    }
    expect(await scene.api.accept([like as never])).toEqual([{ as: 'change' }])
    await scene.flushed()
    expect((await scene.api.stuck()).items).toEqual([])
  })
})

describe('a message for later', () => {
  test('[OUT9] goes out at its time, and holds nobody back until then', async () => {
    const scene = await parrotScene()
    const { case: id } = await scene.open()
    const at = new Date(scene.now() + 3_600_000)
    await scene.ada.cases.reply(id, await compose(scene.desk.blobs, [{ t: 'text', text: 'later' }], { at }))
    await scene.ada.cases.reply(id, { text: 'now' })
    await scene.flushed()
    expect(scene.sent.map(({ text }) => text)).toEqual(['now'])
    scene.advance(3_599_999)
    await scene.ada.cases.reply(id, { text: 'almost' })
    await scene.flushed()
    scene.advance(1)
    await scene.ada.cases.reply(id, { text: 'after' })
    await scene.flushed()
    expect(scene.sent.map(({ text }) => text).sort()).toEqual(['after', 'almost', 'later', 'now'])
    expect(scene.sent.length).toBe(4)
  })
})

describe('a channel with a reply window', () => {
  test('[OUT10] is written to freely within it, and only by template after it', async () => {
    const scene = await parrotScene({
      can: { template: true },
      limits: { replyWindowMs: 86_400_000 },
    })
    const { case: id } = await scene.open()
    scene.advance(86_399_999)
    const within = await scene.ada.cases.reply(id, { text: 'within' })
    await scene.flushed()
    scene.advance(1)
    const after = await scene.ada.cases.reply(id, { text: 'after' })
    const template = {
      t: 'template',
      name: 'hello',
      language: 'en',
      parameters: [],
      text: 'May we?',
    } as const
    const asked = await scene.ada.cases.reply(id, await compose(scene.desk.blobs, [template]))
    await scene.flushed()
    expect(await Promise.all([within, after, asked].map(({ message }) => stateOf(scene)(message)))).toEqual([
      'sent',
      'failed',
      'sent',
    ])
    expect((await scene.api.stuck()).items[0]?.reason).toContain('only within 24 hours')
    await scene.say('yes')
    await scene.ada.cases.reply(id, { text: 'open again' })
    await scene.flushed()
    expect(scene.sent.map(({ text }) => text)).toEqual(['within', 'May we?', 'open again'])
  })
})

describe('how fast', () => {
  test('[OUT11] an account sends is bounded in every second', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 200 }),
        (perSecond, gaps) => {
          const pace = new Pace(perSecond)
          const taken: number[] = []
          let now = 0
          for (const gap of gaps) {
            now += gap
            if (pace.take(now) === 0) taken.push(now)
          }
          for (const begin of taken)
            expect(taken.filter((at) => at >= begin && at < begin + 1_000).length).toBeLessThanOrEqual(2 * perSecond)
          expect(taken.length).toBeLessThanOrEqual(perSecond + (now / 1_000) * perSecond + 1)
        },
      ),
    )
  })

  test('[OUT11] it does wait, and no longer than it must', () => {
    const pace = new Pace(10)
    const waits = Array.from({ length: 12 }, () => pace.take(0))
    expect(waits).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100, 100])
    expect(pace.take(99)).toBe(1)
    expect(pace.take(100)).toBe(0)
    expect(new Pace().take(0)).toBe(0)
  })

  test('[OUT11] at most so many attempts run side by side, one in each conversation', async () => {
    let [running, most] = [0, 0]
    const threads = new Set<string>()
    let isTorn = false
    const send = async ({ id, thread }: { id: string; thread: string }) => {
      isTorn ||= threads.has(thread)
      threads.add(thread)
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 5))
      running--
      threads.delete(thread)
      return { sent: [id] }
    }
    const scene = await parrotScene({ send, rate: { inFlight: 3 } })
    for (let i = 0; i < 8; i++) {
      const accepted = await scene.say('hi', { thread: `t${i}` })
      if (accepted?.as !== 'message') throw new Error('expected a message')
      for (const text of ['a', 'b']) await scene.ada.cases.reply(accepted.case, { text })
    }
    await scene.flushed()
    expect([most, isTorn]).toEqual([3, false])
  })
})

describe('programs', () => {
  const automatic = { text: 'I am away.', isAutomatic: true }

  test('[LOOP1] do not answer each other', async () => {
    const scene = await parrotScene()
    const { case: id } = await scene.open()
    await scene.say('out of office', { isAutomatic: true })
    await scene.ada.cases.reply(id, automatic)
    await scene.flushed()
    expect(scene.sent).toEqual([])
    expect((await scene.timeline(id)).at(-1)?.text).toContain('programs do not answer each other')
    await scene.ada.cases.reply(id, { text: 'A person may.' })
    await scene.flushed()
    expect(scene.sent.map(({ text }) => text)).toEqual(['A person may.'])
  })

  test('[LOOP2] send a correspondent at most twenty messages within an hour', async () => {
    const scene = await parrotScene()
    const { case: id } = await scene.open()
    for (let i = 0; i < 21; i++) await scene.ada.cases.reply(id, automatic)
    await scene.flushed()
    expect(scene.sent.length).toBe(20)
    scene.advance(3_600_000)
    await scene.ada.cases.reply(id, automatic)
    await scene.flushed()
    expect(scene.sent.length).toBe(21)
  })

  test('[LOOP3] that do not say what they are end with the chain that they keep alive', async () => {
    const scene = await parrotScene()
    const { case: id } = await scene.open()
    await scene.say('auto', { isAutomatic: true, depth: 3 })
    await scene.ada.cases.reply(id, automatic)
    await scene.flushed()
    await scene.say('hello, a person', { depth: 9 })
    await scene.ada.cases.reply(id, automatic)
    await scene.flushed()
    expect(scene.sent.map(({ depth, isAutomatic }) => [depth, isAutomatic])).toEqual([[1, true]])
  })
})

describe('what we say elsewhere', () => {
  const own = {
    isOwn: true,
    from: {
      handle: { kind: 'user', value: 'parrot:desk', assurance: 'verified' },
    },
  } as const

  test('[OWN1] reaches its case as an answer that was sent, and goes out no second time', async () => {
    const scene = await parrotScene()
    const { case: id } = await scene.open()
    expect(
      await scene.say('By telephone app: try again.', {
        id: 'e1',
        messageId: 'w1',
        ...own,
      }),
    ).toMatchObject({
      as: 'message',
      case: id,
    })
    await scene.flushed()
    expect(scene.sent).toEqual([])
    expect((await scene.timeline(id)).at(-1)).toMatchObject({
      direction: 'outbound',
      text: 'By telephone app: try again.',
      delivery: { state: 'sent' },
    })
    expect(await scene.say('again', { id: 'e2', messageId: 'w1', ...own })).toEqual({ as: 'ignored' })
  })

  test('[OWN2] is only an echo if we have just sent it, also when the echo comes first', async () => {
    let release: () => void = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let isUnderWay = false
    const send = async ({ id }: { id: string }) => {
      isUnderWay = true
      await held
      return { sent: [`v-${id}`] }
    }
    const scene = await parrotScene({ send })
    const { case: id } = await scene.open()
    const { message } = await scene.ada.cases.reply(id, { text: 'Try again.' })
    await until('it is under way', () => isUnderWay)
    expect(
      await scene.say('Try again.', {
        id: 'e1',
        messageId: `v-${message}`,
        ...own,
      }),
    ).toEqual({ as: 'ignored' })
    release()
    await scene.flushed()
    expect(
      await scene.say('Try again.', {
        id: 'e2',
        messageId: `v-${message}`,
        ...own,
      }),
    ).toEqual({ as: 'ignored' })
    expect((await scene.timeline(id)).length).toBe(2)
  })

  test('[OWN3] begins no case', async () => {
    const scene = await parrotScene()
    expect(await scene.say('to nobody', own)).toEqual({ as: 'ignored' })
    expect((await scene.ada.cases.list({ view: 'recent' })).items).toEqual([])
  })
})

describe('a reply of blocks', () => {
  test('[OUT12] is text in the case, and what the channel can show on its way', async () => {
    const scene = await parrotScene({ can: { buttons: true, files: 'out' } })
    const { case: id } = await scene.open()
    const file = {
      t: 'file',
      ref: 'x',
      name: 'a.txt',
      mime: 'text/plain',
      bytes: new TextEncoder().encode('abc'),
    } as const
    const buttons = {
      t: 'buttons',
      text: 'Call?',
      buttons: [{ id: 'y', label: 'Yes' }],
    } as const
    const { message } = await scene.ada.cases.reply(id, await compose(scene.desk.blobs, [buttons, file]))
    await scene.flushed()
    expect(await scene.ada.cases.message(message)).toMatchObject({
      text: 'Call?\n1. Yes',
      files: [{ name: 'a.txt', size: 3 }],
    })
    expect(scene.sent[0]?.blocks).toEqual([buttons, { ...file, ref: expect.any(String) }])
  })

  test('[OUT12] names to the case the files that the channel could not take along', async () => {
    const scene = await parrotScene()
    const { case: id } = await scene.open()
    const { blob } = await scene.desk.blobs.write(new Uint8Array(3))
    const file = {
      blob,
      name: 'manual.pdf',
      mime: 'application/pdf',
      size: 3,
      cid: null,
    }
    await scene.ada.cases.reply(id, { text: 'See the manual.', files: [file] })
    await scene.flushed()
    expect(scene.sent[0]?.text).toBe('See the manual.\n\n[manual.pdf]')
    expect((await scene.timeline(id)).at(-1)?.text).toBe('parrot did not take along: manual.pdf.')
  })
})

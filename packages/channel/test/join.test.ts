import { describe, expect, test } from 'vitest'
import { tokens } from '../src/token.ts'
import { pigeonScene } from './scene.ts'

type Scene = Awaited<ReturnType<typeof pigeonScene>>

/** The case that an update ends in. */
async function caseOf(scene: Scene, given: Parameters<Scene['take']>[0]): Promise<string> {
  const [accepted] = await scene.take(given)
  if (accepted?.as !== 'message') throw new Error(`expected a message, got ${accepted?.as}`)
  return accepted.case
}

describe('a message finds its case', () => {
  test('[JOIN1] by its thread, where there are threads', async () => {
    const scene = await pigeonScene()
    const first = await caseOf(scene, { chat: 'c1' })
    expect(await caseOf(scene, { chat: 'c1', user: 'cy' })).toBe(first)
    expect(await caseOf(scene, { chat: 'c2' })).not.toBe(first)
  })

  test('[JOIN2] by a token that we signed, whoever says it back', async () => {
    const scene = await pigeonScene()
    const first = await caseOf(scene, {
      update: 'm1',
      evidence: { subject: 'Sound' },
    })
    const [conversation] = await scene.ada.cases.conversations(first)
    await scene.ada.cases.reply(first, { text: 'Try this.' })
    await scene.desk.settled()
    await scene.api.flushed()
    const token = scene.far.arrived[0]?.token ?? ''
    expect(token).toMatch(new RegExp(`^${conversation?.id}\\.[a-z2-7]{12}$`))
    expect(
      await caseOf(scene, {
        user: 'colleague',
        evidence: { token, subject: 'Sound' },
      }),
    ).toBe(first)
    expect(
      await caseOf(scene, {
        user: 'eve',
        evidence: { token: `${token.slice(0, -1)}0`, subject: 'Sound' },
      }),
    ).not.toBe(first)
    expect(
      await caseOf(scene, {
        user: 'mallory',
        evidence: {
          token: `${conversation?.id}.aaaaaaaaaaaa`,
          subject: 'Sound',
        },
      }),
    ).not.toBe(first)
  })

  test('[JOIN2] by a token in whatever case a mail server left it', () => {
    const signer = tokens((...parts) => `sealed-${parts.join('-')}-000000000000`)
    expect(signer.conversationOf(signer.tokenOf('v1').toUpperCase())).toBe('v1')
    expect(signer.conversationOf('nothing')).toBeUndefined()
  })

  test('[JOIN3] by what it refers to, if its sender takes part', async () => {
    const scene = await pigeonScene()
    const first = await caseOf(scene, {
      update: 'm1',
      evidence: { subject: 'Sound' },
    })
    expect(
      await caseOf(scene, {
        evidence: { references: ['m1'], subject: 'Sound' },
      }),
    ).toBe(first)
    const stranger = await caseOf(scene, {
      user: 'stranger',
      evidence: { references: ['m1'], subject: 'Sound' },
    })
    expect(stranger).not.toBe(first)
    expect((await scene.ada.cases.links(stranger)).to).toEqual([{ kind: 'related', case: first }])
  })

  test('[JOIN4] by sender and subject, for seven days', async () => {
    const scene = await pigeonScene()
    const first = await caseOf(scene, {
      at: '2026-01-01T00:00:00Z',
      evidence: { subject: 'Sound' },
    })
    expect(
      await caseOf(scene, {
        at: '2026-01-07T23:59:59Z',
        evidence: { subject: 'SOUND' },
      }),
    ).toBe(first)
    expect(
      await caseOf(scene, {
        at: '2026-01-14T23:59:58Z',
        evidence: { subject: 'Sound' },
      }),
    ).toBe(first)
    const later = await caseOf(scene, {
      at: '2026-01-22T00:00:00Z',
      evidence: { subject: 'Sound' },
    })
    expect(later).not.toBe(first)
    expect(
      await caseOf(scene, {
        user: 'cy',
        at: '2026-01-22T00:00:00Z',
        evidence: { subject: 'Sound' },
      }),
    ).not.toBe(later)
  })

  test('[JOIN5] unless its subject was changed: then it is a case of its own, related to the old one', async () => {
    const scene = await pigeonScene()
    const first = await caseOf(scene, {
      update: 'm1',
      evidence: { subject: 'Sound' },
    })
    const topic = await caseOf(scene, {
      evidence: { references: ['m1'], subject: 'Invoice' },
    })
    expect(topic).not.toBe(first)
    expect((await scene.ada.cases.links(topic)).to).toEqual([{ kind: 'related', case: first }])
    expect(
      await caseOf(scene, {
        isAutomatic: true,
        evidence: { references: ['m1'], subject: 'Out of office: Sound' },
      }),
    ).toBe(first)
    expect(await caseOf(scene, { evidence: { references: ['m1'] } })).toBe(first)
  })

  test('[JOIN6] also when the answer comes before the question', async () => {
    const scene = await pigeonScene()
    const answer = await caseOf(scene, {
      update: 'm2',
      evidence: { references: ['m1'], subject: 'Sound' },
    })
    expect(await caseOf(scene, { update: 'm1', evidence: { subject: 'Sound' } })).toBe(answer)
    const [x, y] = [
      await caseOf(scene, {
        update: 'x',
        evidence: { references: ['lost'], subject: 'Lost' },
      }),
      await caseOf(scene, {
        update: 'y',
        evidence: { references: ['lost'], subject: 'Lost' },
      }),
    ]
    expect(y).toBe(x)
  })

  test('[JOIN7] or, if that is closed, a follow-up of it', async () => {
    const scene = await pigeonScene()
    const first = await caseOf(scene, { chat: 'c1' })
    await scene.ada.cases.close(first)
    const next = await caseOf(scene, { chat: 'c1', text: 'one more thing' })
    expect(next).not.toBe(first)
    expect((await scene.ada.cases.links(next)).to).toEqual([{ kind: 'follow-up', case: first }])
    expect(await caseOf(scene, { chat: 'c1', text: 'and another' })).toBe(next)
  })

  test('[JOIN1] in the case that absorbed its own', async () => {
    const scene = await pigeonScene()
    const [first, second] = [await caseOf(scene, { chat: 'c1' }), await caseOf(scene, { chat: 'c2' })]
    await scene.ada.cases.merge(first, { into: second })
    const [accepted] = await scene.take({ chat: 'c1' })
    expect(accepted).toMatchObject({ case: second })
    expect((await scene.ada.cases.timeline(second)).items).toHaveLength(3)
  })
})

import { createHost, memoryDriver, type StoreDriver } from '@casewell/store'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Actor, type CodeLetter, createDesk, type Deed, needsOf, policy, signSession } from '../src/index.ts'
import { newCode } from '../src/verification/code.ts'
import { scene } from './characters.ts'

const minute = 60_000
const key = new Uint8Array(32).fill(7)
const wish = { purpose: 'read-case', session: 'browser-1' } as const
const phone = { kind: 'phone', value: '+4930123456', assurance: 'verified' } as const

/** Bob, whose telephone number is verified; and the codes that were sent. */
async function verifiable(given: Parameters<typeof scene>[0] = {}) {
  const sent: CodeLetter[] = []
  const deliver = async (letter: CodeLetter): Promise<void> => void sent.push(letter)
  const made = await scene({ ...given, verification: { deliver, sessionKey: key, ...given.verification } })
  await made.ada.customers.addHandle(made.bob, phone)
  const seat = (given: Partial<Actor> = {}) =>
    made.desk.as({ id: made.bob, role: 'customer', assurance: 'unverified', session: 'browser-1', ...given })
  return { ...made, sent, seat, code: () => sent.at(-1)?.code ?? '' }
}

const wrong = (code: string): string => (code === '000000' ? '000001' : '000000')

describe('verification', () => {
  test('[VERIFY1] a code to a verified handle lets the customer do this one thing, there, for a time', async () => {
    const { desk, id, sent, seat, code, advance, bob } = await verifiable()
    await expect(seat().cases.get(id)).rejects.toMatchObject({
      code: 'core/needs-verification',
      details: { deed: 'read-case', needs: 'asserted', has: 'unverified' },
    })
    expect(await desk.verify(id, wish)).toMatchObject({ outcome: 'pending' })
    expect(sent).toMatchObject([{ to: phone, purpose: 'read-case', code: expect.stringMatching(/^\d{6}$/) }])
    const { outcome, until } = await desk.confirm(id, { ...wish, code: ` ${code().slice(0, 3)} ${code().slice(3)}` })
    expect([outcome, until?.toISOString()]).toEqual(['verified', '2026-01-05T09:15:00.000Z'])
    expect((await seat().cases.get(id)).content.subject).toBe('No sound')
    expect(await desk.verify(id, wish)).toMatchObject({ outcome: 'verified', until })
    for (const attempt of [
      () => seat({ session: 'browser-2' }).cases.get(id),
      () => seat().customers.get(bob),
      () => seat().privacy.export({ customer: bob }),
      () => seat().cases.resolve(id, { code: 'fixed' }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'core/needs-verification' })
    advance(15 * minute)
    await expect(seat().cases.get(id)).rejects.toMatchObject({ code: 'core/needs-verification' })
  })

  test('[VERIFY1] sends no code to a handle that is not verified', async () => {
    const { desk, ada, sent } = await verifiable()
    const { id } = await ada.cases.open({ subject: 's', from: { email: 'eve@example.org' } })
    expect((await desk.verify(id, wish)).outcome).toBe('impossible')
    expect(sent).toEqual([])
  })

  test('[VERIFY2] a signed session of the host application proves whose it is, and only that', async () => {
    const { desk, ada, bob, id, seat, now, advance } = await verifiable()
    await ada.customers.addHandle(bob, { kind: 'user', value: 'shop:4711', assurance: 'verified' })
    await ada.customers.create([{ kind: 'user', value: 'shop:666', assurance: 'verified' }])
    const token = (user: string, ms = minute, by = key) => signSession({ user, expiresAt: new Date(now() + ms) }, by)
    const ask = async (given: string) =>
      (await desk.verify(id, { ...wish, purpose: 'export-data', token: given })).outcome
    const good = token('shop:4711')
    for (const bad of [
      token('shop:666'),
      token('shop:none'),
      token('shop:4711', 0),
      token('shop:4711', minute, new Uint8Array(32)),
      `${good}x`,
      good.replace('.', ''),
      `${token('shop:666').split('.')[0]}.${good.split('.')[1]}`,
      '',
      '.',
    ])
      expect(await ask(bad)).toBe('failed')
    await expect(seat().privacy.export({ customer: bob })).rejects.toMatchObject({ code: 'core/needs-verification' })
    expect(await ask(good)).toBe('verified')
    await seat().privacy.export({ customer: bob })
    advance(20 * minute)
    expect(await ask(good)).toBe('failed')
  })

  test('[VERIFY3] an agent may vouch, which is enough for some things and not for all', async () => {
    const { desk, ada, bob, id, seat, code } = await verifiable()
    const vouch = (purpose: Deed) =>
      ada.verification.vouch(id, { ...wish, purpose, evidence: 'knew the serial number' })
    expect(await vouch('read-case')).toEqual(new Date('2026-01-05T09:15:00Z'))
    expect((await seat().cases.get(id)).id).toBe(id)
    await vouch('export-data')
    await expect(seat().privacy.export({ customer: bob })).rejects.toMatchObject({
      details: { has: 'asserted', needs: 'verified' },
    })
    await desk.verify(id, { ...wish, purpose: 'export-data' })
    await desk.confirm(id, { ...wish, purpose: 'export-data', code: code() })
    await vouch('export-data') // does not weaken what was proved better
    await seat().privacy.export({ customer: bob })
    await expect(seat().verification.vouch(id, { ...wish, evidence: 'I am me' })).rejects.toMatchObject({
      code: 'core/denied',
    })
  })

  test('[VERIFY4] wrong codes are counted and lock, over all codes and sessions', async () => {
    const { desk, id, code, advance } = await verifiable()
    const left: unknown[] = []
    for (const session of ['a', 'b', 'c', 'd', 'e', 'f']) {
      await desk.verify(id, { ...wish, session })
      const tried = desk.confirm(id, { ...wish, session, code: wrong(code()) })
      left.push(
        await tried.catch((error: { code: string; details: { left?: number } }) => error.details.left ?? error.code),
      )
    }
    expect(left).toEqual([4, 3, 2, 1, 'core/code-locked', 'core/code-locked'])
    expect((await desk.verify(id, wish)).outcome).toBe('failed')
    await expect(desk.confirm(id, { ...wish, session: 'e', code: code() })).rejects.toMatchObject({
      code: 'core/code-locked',
    })
    advance(60 * minute)
    expect((await desk.verify(id, wish)).outcome).toBe('pending')
    expect((await desk.confirm(id, { ...wish, code: code() })).outcome).toBe('verified')
  })

  test('[VERIFY4] wrong codes that come at the same moment are all counted', async () => {
    const { desk, id, code } = await verifiable()
    await desk.verify(id, wish)
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () => desk.confirm(id, { ...wish, code: wrong(code()) })),
    )
    const codes = tries.map((t) => (t.status === 'rejected' ? (t.reason as { code: string }).code : 'passed'))
    expect(codes.filter((c) => c === 'core/wrong-code')).toHaveLength(4)
    expect(codes.filter((c) => c === 'core/code-locked')).toHaveLength(16)
  })

  test('[VERIFY4] only so many codes are sent in an hour', async () => {
    const { desk, id, sent, advance } = await verifiable()
    for (let i = 0; i < 5; i++) expect((await desk.verify(id, { ...wish, again: true })).outcome).toBe('pending')
    expect((await desk.verify(id, { ...wish, again: true })).outcome).toBe('failed')
    expect(sent).toHaveLength(5)
    advance(60 * minute)
    expect((await desk.verify(id, { ...wish, again: true })).outcome).toBe('pending')
  })

  test('[VERIFY5] an expired code, a used one and a replaced one are told apart from a wrong one', async () => {
    const { desk, id, code, advance, sent } = await verifiable()
    await desk.verify(id, wish)
    await desk.verify(id, wish) // one is under way: no second one
    expect(sent).toHaveLength(1)
    const first = code()
    advance(10 * minute)
    await expect(desk.confirm(id, { ...wish, code: first })).rejects.toMatchObject({ code: 'core/code-expired' })
    await desk.verify(id, wish)
    await expect(desk.confirm(id, { ...wish, code: first })).rejects.toMatchObject({ code: 'core/wrong-code' })
    await desk.confirm(id, { ...wish, code: code() })
    await expect(desk.confirm(id, { ...wish, code: code() })).rejects.toMatchObject({ code: 'core/code-used' })
    await expect(desk.confirm(id, { ...wish, session: 'other', code: code() })).rejects.toMatchObject({
      code: 'core/wrong-code',
    })
    await expect(desk.confirm(id, { ...wish, purpose: 'resolve', code: code() })).rejects.toMatchObject({
      code: 'core/wrong-code',
    })
  })

  test('[VERIFY6] says and does the same whether there is such a person or not', async () => {
    const lives: unknown[] = []
    for (const whom of ['verified', 'no handle', 'nobody'] as const) {
      const asked: string[] = []
      const { desk, ada, id: bobs, now, code } = await verifiable({ store: createHost(noting(asked)) })
      const { id: eves } = await ada.cases.open({ subject: 's', from: { email: 'eve@example.org' } })
      const id = { verified: bobs, 'no handle': eves, nobody: 'id999999' }[whom]
      asked.length = 0
      const told: unknown[] = []
      const token = signSession({ user: 'shop:666', expiresAt: new Date(now() + minute) }, key)
      for (const given of [wish, wish, { ...wish, again: true }, { ...wish, token }])
        told.push((await desk.verify(id, given)).text)
      for (let i = 0; i < 6; i++)
        told.push(await desk.confirm(id, { ...wish, code: wrong(code()) }).catch((error: Error) => error.message))
      told.push((await desk.verify(id, wish)).text)
      lives.push({ told, asked: [...asked] })
    }
    expect(lives[1]).toEqual(lives[0])
    expect(lives[2]).toEqual(lives[0])
  })

  test('[VERIFY6] does not wait for the code to be sent, and bears that it cannot be', async () => {
    const { desk, id, errors } = await verifiable({
      verification: { deliver: () => Promise.reject(new Error('no network')) },
    })
    expect((await desk.verify(id, wish)).outcome).toBe('pending')
    await expect.poll(() => errors).toMatchObject([{ message: 'no network' }])
  })

  test('[VERIFY7] nobody passes below the level that the table asks for', async () => {
    const deeds = Object.keys(policy) as Deed[]
    const own = deeds.filter((deed) => policy[deed].customer === 'own')
    const level = fc.constantFrom('unverified', 'asserted', 'verified')
    const strength = ['unverified', 'asserted', 'verified']
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(...own), level),
        level,
        fc.array(
          fc.tuple(
            fc.constantFrom(...own),
            fc.constantFrom('code', 'agent'),
            fc.constantFrom('here', 'there'),
            fc.nat(20),
          ),
          { maxLength: 5 },
        ),
        async (needs, assurance, proofs) => {
          const { desk, ada, id, bob, advance, now, code } = await verifiable({ verification: { needs } })
          const held: { deed: string; session: string; level: string; until: number }[] = []
          for (const [purpose, method, session, minutes] of proofs) {
            if (method === 'agent') await ada.verification.vouch(id, { purpose, session, evidence: 'e' })
            else if ((await desk.verify(id, { purpose, session, again: true })).outcome === 'pending')
              await desk.confirm(id, { purpose, session, code: code() })
            else continue
            held.push({
              deed: purpose,
              session,
              level: method === 'agent' ? 'asserted' : 'verified',
              until: now() + 15 * minute,
            })
            advance(minutes * minute)
          }
          const bobSeat = desk.as({ id: bob, role: 'customer', assurance, session: 'here' })
          const { id: message } = (await ada.cases.timeline(id)).items[0] ?? { id: '' }
          const acts: Partial<Record<Deed, () => Promise<unknown>>> = {
            'read-case': () => bobSeat.cases.get(id),
            'export-data': () => bobSeat.privacy.export({ customer: bob }),
            open: () => bobSeat.cases.open({ customer: bob, subject: 's' }),
            react: () => bobSeat.cases.react(id, { message, reaction: '👍' }),
            receive: () => bobSeat.cases.receive(id, { text: 't' }),
            resolve: () => bobSeat.cases.resolve(id, { code: 'fixed' }),
            reopen: () => bobSeat.cases.reopen(id),
          }
          expect(Object.keys(acts).sort()).toEqual(own.toSorted())
          for (const [deed, act] of Object.entries(acts)) {
            const wanted = strength.indexOf(needsOf(deeds, needs)[deed as Deed])
            const proved = held
              .filter((h) => h.deed === deed && h.session === 'here' && h.until > now())
              .map((h) => strength.indexOf(h.level))
            const passes = Math.max(strength.indexOf(assurance), ...proved) >= wanted
            const stopped = await act().then(
              () => false,
              (error: { code: string }) => error.code === 'core/needs-verification',
            )
            expect([deed, stopped]).toEqual([deed, !passes])
          }
          await desk.stop()
        },
      ),
      { numRuns: 60, seed: 3 },
    )
  })

  test('[VERIFY8] keeps no code, and no address in the log', async () => {
    const { desk, id, code, bob, root } = await verifiable()
    await desk.verify(id, wish)
    await desk.confirm(id, { ...wish, code: wrong(code()) }).catch(() => {})
    await desk.confirm(id, { ...wish, code: code() })
    const log = await desk.read.readLog({ after: 0, limit: 1000 })
    expect(log.map((e) => e.type)).toEqual(
      expect.arrayContaining(['verification.asked', 'verification.failed', 'verification.passed']),
    )
    expect(JSON.stringify(log)).not.toContain(code())
    const held = []
    for (const name of await desk.read.about(bob, { limit: 100 })) held.push(name)
    expect(held.filter((name) => name.startsWith('verification'))).toHaveLength(2)
    await root.privacy.erase({ customer: bob })
    expect((await desk.verify(id, wish)).outcome).toBe('impossible')
  })

  test('[VERIFY8] makes codes that are all equally likely', () => {
    const bytes = [0xff_ff_ff_ff, 4_294_000_000, 4_293_999_999, 7]
    const next = () => {
      const four = Buffer.alloc(4)
      four.writeUInt32BE(bytes.shift() ?? 0)
      return four
    }
    // 2³² is no multiple of a million: what lies above the last whole million is thrown again.
    expect([newCode(next), newCode(next)]).toEqual(['999999', '000007'])
  })

  test('[VERIFY8] refuses a session key that can be guessed', async () => {
    const store = createHost(memoryDriver())
    await expect(createDesk({ store, verification: { sessionKey: new Uint8Array(16) } })).rejects.toMatchObject({
      code: 'core/bad-session-key',
    })
  })
})

/** A driver that writes down what it is asked: which questions, and how much is written. */
function noting(asked: string[]): StoreDriver {
  const driver = memoryDriver(() => Date.parse('2026-01-05T09:00:00Z'))
  return {
    ...driver,
    get: (tenant, collection, id) => {
      asked.push(`get ${collection}`)
      return driver.get(tenant, collection, id)
    },
    scan: (tenant, scan) => {
      asked.push(`scan ${scan.space}`)
      return driver.scan(tenant, scan)
    },
    apply: (group) => {
      for (const { writes, events } of group)
        asked.push(
          `write ${writes.map((w) => `${w.kind} ${w.collection}`).join()} ${events.map((e) => (JSON.parse(e.json) as { type: string }).type).join()}`,
        )
      return driver.apply(group)
    },
  }
}

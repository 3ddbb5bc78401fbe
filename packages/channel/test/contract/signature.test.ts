import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isFresh, isSecret, isSigned } from '../../src/contract/index.ts'

const file = new URL('../../../../../shared/data/webhooks/webhook-signatures/vectors.json', import.meta.url)
const hasVectors = existsSync(file)
type Vectors = Record<'line' | 'slack', Record<string, string>>
const vectors = (hasVectors ? JSON.parse(readFileSync(file, 'utf8')) : { line: {}, slack: {} }) as Vectors // as its SOURCE.txt says

describe('a signature', () => {
  test.skipIf(!hasVectors)("[CON5] is what LINE and Slack say it is (skipped without the vendors' vectors)", () => {
    const { channelSecret = '', body = '', signature = '', invalid = '' } = vectors.line
    const line = {
      secrets: channelSecret,
      payload: [body],
      encoding: 'base64',
    } as const
    expect([isSigned({ ...line, given: signature }), isSigned({ ...line, given: invalid })]).toEqual([true, false])
    const { signingSecret = '', timestamp, body: form = '', signature: given = '' } = vectors.slack
    const slack = {
      secrets: signingSecret,
      payload: [`v0:${timestamp}:`, form],
    }
    expect(isSigned({ ...slack, given: given.replace('v0=', '') })).toBe(true)
    expect(
      isSigned({
        ...slack,
        payload: [`v0:${timestamp}:`, `${form} `],
        given: given.replace('v0=', ''),
      }),
    ).toBe(false)
  })

  test('[CON5] is good under either of two secrets, and any of several signatures', () => {
    // RFC 4231, test case 2: key "Jefe", data "what do ya want for nothing?"
    const given = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'
    const payload = ['what do ya want ', new TextEncoder().encode('for nothing?')]
    for (const secrets of ['Jefe', ['new', 'Jefe'], ['Jefe', 'new'], [new TextEncoder().encode('Jefe')]])
      expect(isSigned({ secrets, payload, given })).toBe(true)
    expect(isSigned({ secrets: 'Jefe', payload, given: ['00', given] })).toBe(true)
    expect(isSigned({ secrets: ['new', 'newer'], payload, given })).toBe(false)
    for (const nothing of [null, '', 'zz', given.slice(2), [] as const])
      expect(isSigned({ secrets: 'Jefe', payload, given: nothing })).toBe(false)
  })

  test('[CON5] is never good under an empty secret', () => {
    const given = 'b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad' // HMAC-SHA256 of nothing, empty key
    expect(isSigned({ secrets: '', payload: [], given })).toBe(false)
    expect(isSecret(['', 'a'], '')).toBe(false)
  })

  test('[CON5] may be the secret itself, where a vendor has nothing better', () => {
    expect([isSecret('s', 's'), isSecret(['t', 's'], 's'), isSecret('s', 'S'), isSecret('s', null)]).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  test('[CON5] is good for its window, to the millisecond, and no date is no good', () => {
    const [signedAt, at] = [new Date(1_000_000), (ms: number) => new Date(1_000_000 + ms)]
    expect([300_000, -300_000, 300_001, -300_001].map((ms) => isFresh(signedAt, at(ms), 300_000))).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect(isFresh(new Date(Number.NaN), at(0), 300_000)).toBe(false)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { believed, checkFact, type Told } from '../src/index.ts'

const told = (
  id: string,
  value: string,
  at: string,
  confidence: Told['confidence'],
  rest: Partial<Told> = {},
): Told => ({
  id,
  value,
  confidence,
  at: `2026-${at}T00:00:00.000Z`,
  recordedAt: `2026-${at}T00:00:00.000Z`,
  asset: 'a',
  customer: 'bob',
  organization: null,
  key: 'version',
  source: { kind: 'agent', id: 'ada' },
  status: 'counted',
  doubt: null,
  by: 'agent:ada',
  case: null,
  ...rest,
})
const version = (facts: readonly Told[]) => {
  const belief = believed(facts).get('version')
  return [belief?.fact.value, belief?.against.map(({ id }) => id)]
}

describe('of what was told', () => {
  test('[FACT1] the newest verified fact is believed, also against a newer one that somebody only stated', () => {
    const facts = [
      told('old', '4.0', '01-01', 'verified'),
      told('new', '4.1', '02-01', 'verified'),
      told('said', '4.2', '03-01', 'stated'),
    ]
    expect(version(facts)).toEqual(['4.1', ['said']])
  })

  test('[FACT2] without a verified one, the newest statement is believed', () => {
    expect(version([told('a', '4.0', '02-01', 'stated'), told('b', '4.1', '01-01', 'stated')])).toEqual(['4.0', []])
  })

  test('[FACT3] both sides of a conflict are kept and listed; an older value is history, no conflict', () => {
    expect(version([told('a', '4.0', '01-01', 'verified'), told('b', '4.1', '01-01', 'verified')])).toEqual([
      '4.1',
      ['a'],
    ])
    expect(version([told('a', '4.0', '01-01', 'stated'), told('b', '4.1', '02-01', 'verified')])).toEqual(['4.1', []])
  })

  test('[FACT4] proposed, unverified and rejected facts are not believed', () => {
    const others = (['proposed', 'unverified', 'rejected'] as const).map((status) =>
      told(status, '9', '09-01', 'verified', { status }),
    )
    expect(version([told('a', '4.0', '01-01', 'stated'), ...others])).toEqual(['4.0', []])
    expect(believed(others).size).toBe(0)
  })

  test('[FACT5] what is believed does not hang on the order in which facts came', () => {
    const fact = fc.record({
      id: fc.uuid(),
      value: fc.constantFrom('4.0', '4.1', '4.2'),
      day: fc.integer({ min: 10, max: 28 }),
      verified: fc.boolean(),
    })
    const facts = fc.uniqueArray(fact, { minLength: 1, maxLength: 12, selector: ({ id }) => id })
    fc.assert(
      fc.property(facts, fc.integer(), (given, turn) => {
        const all = given.map(({ id, value, day, verified }) =>
          told(id, value, `01-${day}`, verified ? 'verified' : 'stated'),
        )
        const at = Math.abs(turn) % all.length
        expect(version([...all.slice(at), ...all.slice(0, at)].reverse())).toEqual(version(all))
      }),
    )
  })

  test('[FACT6] what does not fit the catalogue is kept with its doubt; texts that spell a value become one', () => {
    const setting = { values: [], words: [] }
    const product = {
      name: 'Duo',
      vendor: '',
      scheme: 'semver',
      aliases: [],
      versions: [],
      components: [],
      endOfSupport: null,
      settings: {
        rooms: { type: 'number' as const, ...setting },
        beta: { type: 'boolean' as const, ...setting },
        region: { type: 'string' as const, values: ['EU'], words: [] },
      },
    }
    expect(checkFact(undefined, 'version', '4')).toEqual({ value: '4', doubt: 'unknown-product' })
    expect(checkFact(product, 'version', ' 4.1.0 ')).toEqual({ value: '4.1.0', doubt: null })
    expect(checkFact(product, 'version', 'the latest')).toEqual({ value: 'the latest', doubt: 'unparsable-version' })
    expect(checkFact(product, 'rooms', '3')).toEqual({ value: 3, doubt: null })
    expect(checkFact(product, 'rooms', 'three')).toEqual({ value: 'three', doubt: 'wrong-type' })
    expect(checkFact(product, 'beta', 'yes')).toEqual({ value: true, doubt: null })
    expect(checkFact(product, 'region', 'eu')).toEqual({ value: 'eu', doubt: null })
    expect(checkFact(product, 'region', 'mars')).toEqual({ value: 'mars', doubt: 'unknown-value' })
    expect(checkFact(product, 'colour', 'red')).toEqual({ value: 'red', doubt: 'unknown-setting' })
  })
})

import { describe, expect, test } from 'vitest'
import { affectedVersions, affects, dotted, type OsvEvent, type OsvRecord, within } from '../src/index.ts'
import { lines, needs, there } from './data.ts'

const hub = { ecosystem: 'npm', name: 'acme-hub' }
const advisory = (...events: OsvEvent[]): OsvRecord => ({
  affected: [{ package: hub, ranges: [{ type: 'SEMVER', events }] }],
})

/** Yes, no or unknown, by the first letter, for each version in turn. */
const answers = (record: OsvRecord, versions: string): string =>
  versions
    .split(' ')
    .map((version) => affects(record, { ...hub, version }).is.charAt(0))
    .join('')

describe('an advisory', () => {
  test('[OSV1] affects from introduced on, up to and without fixed', () => {
    const record = advisory({ introduced: '1.0.0' }, { fixed: '1.0.2' }, { introduced: '3.0.0' }, { fixed: '3.2.5' })
    expect(answers(record, '0.9.9 1.0.0 1.0.1 1.0.2 2.0.0 3.0.0 3.2.4 3.2.5')).toBe('nyynnyyn')
    expect(answers(advisory({ fixed: '1.0.2' }, { introduced: '1.0.0' }), '1.0.1 1.0.2')).toBe('yn')
  })

  test('[OSV2] affects every version before its fix when introduced in 0, pre-releases of it too', () => {
    expect(answers(advisory({ introduced: '0' }, { fixed: '1.0.2' }), '0.0.0-0 0.1.0 1.0.2-rc.1 1.0.2')).toBe('yyyn')
    expect(answers(advisory({ introduced: '0' }), '0.0.0-0 99.0.0')).toBe('yy')
  })

  test('[OSV3] affects the last affected version itself, and nothing after it', () => {
    expect(answers(advisory({ introduced: '1.0.0' }, { last_affected: '1.4.0' }), '1.4.0 1.4.1-0')).toBe('yn')
  })

  test('[OSV4] affects nothing when it is fixed where it was introduced', () => {
    expect(answers(advisory({ introduced: '1.0.0' }, { fixed: '1.0.0' }), '1.0.0 1.0.1')).toBe('nn')
  })

  test('[OSV5] says nothing from its limit on; * is no limit', () => {
    expect(answers(advisory({ introduced: '1.0.0' }, { limit: '2.0.0' }), '1.9.0 2.0.0')).toBe('yn')
    expect(answers(advisory({ introduced: '1.0.0' }, { limit: '2.0.0' }, { limit: '3.0.0' }), '2.9.0 3.0.0')).toBe('yn')
    expect(answers(advisory({ introduced: '1.0.0' }, { limit: '*' }), '7.0.0')).toBe('y')
  })

  test('[OSV6] affects the versions that it lists, as they are written or as they count', () => {
    const record = { affected: [{ package: { ecosystem: 'PyPI', name: 'acme' }, versions: ['1.0', 'r2024-final'] }] }
    const runs = (version: string) => affects(record, { ecosystem: 'PyPI', name: 'acme', version })
    expect(runs('1.0.0')).toEqual({ is: 'yes' })
    expect(runs('r2024-final')).toEqual({ is: 'yes' })
    expect(runs('1.1')).toEqual({ is: 'no' })
    expect(runs('r2023-final')).toEqual({ is: 'unknown', because: 'unparsable-version' })
  })

  test('[OSV7] that was withdrawn affects nobody', () => {
    expect(
      affects({ ...advisory({ introduced: '0' }), withdrawn: '2024-11-05T00:00:00Z' }, { ...hub, version: '1.0.0' }),
    ).toEqual({ is: 'no' })
  })

  test('[OSV8] concerns the package of that name in that ecosystem only', () => {
    const record = advisory({ introduced: '0' })
    expect(affects(record, { ...hub, name: 'other', version: '1.0.0' })).toEqual({ is: 'no' })
    expect(affects(record, { ...hub, ecosystem: 'PyPI', version: '1.0.0' })).toEqual({ is: 'no' })
    expect(affects({}, { ...hub, version: '1.0.0' })).toEqual({ is: 'no' })
  })

  test('[OSV9] for one release of a distribution leaves open what a product of an unnamed release is', () => {
    const events = [{ introduced: '0' }, { fixed: '1.0-2' }]
    const of = (ecosystem: string): OsvRecord => ({
      affected: [{ package: { ecosystem, name: 'hub' }, ranges: [{ type: 'ECOSYSTEM', events }] }],
    })
    const runs = (record: OsvRecord, ecosystem: string, version: string) =>
      affects(record, { ecosystem, name: 'hub', version })
    expect(runs(of('Debian:12'), 'Debian:12', '1.0-1')).toEqual({ is: 'yes' })
    expect(runs(of('Debian:12'), 'Debian:11', '1.0-1')).toEqual({ is: 'no' })
    expect(runs(of('Debian'), 'Debian:11', '1.0-1')).toEqual({ is: 'yes' })
    expect(runs(of('Debian:12'), 'Debian', '1.0-1')).toEqual({ is: 'unknown', because: 'unknown-release' })
    expect(runs(of('Debian:12'), 'Debian', '1.0-2')).toEqual({ is: 'no' })
  })

  test.each([
    ['a range of commits', { ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }] }, 'commits-only'],
    [
      'an ecosystem that nobody knows',
      { ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }] }] },
      'unknown-scheme',
    ],
    [
      'an event that is no version',
      { ranges: [{ type: 'SEMVER', events: [{ introduced: 'one' }] }] },
      'unparsable-range',
    ],
    ['an empty event', { ranges: [{ type: 'SEMVER', events: [{}] }] }, 'unparsable-range'],
    [
      'a limit that is no version',
      { ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { limit: 'one' }] }] },
      'unparsable-range',
    ],
    ['neither ranges nor versions', {}, 'nothing-stated'],
  ])('[OSV10] with %s is unknown, with the reason', (_, affected, because) => {
    const acme = { name: 'hub', ecosystem: 'acme' }
    expect(affects({ affected: [{ package: acme, ...affected }] }, { ...acme, version: '1.0.0' })).toEqual({
      is: 'unknown',
      because,
    })
  })

  test('[OSV11] a yes outweighs a doubt, a doubt outweighs a no', () => {
    const git = { type: 'GIT', events: [{ introduced: '0' }] }
    const known = { type: 'SEMVER', events: [{ introduced: '1.0.0' }, { fixed: '2.0.0' }] }
    const record = { affected: [{ package: hub, ranges: [git, known] }] }
    expect(affects(record, { ...hub, version: '1.5.0' })).toEqual({ is: 'yes' })
    expect(affects(record, { ...hub, version: '2.0.0' })).toEqual({ is: 'unknown', because: 'commits-only' })
    expect(
      affects(
        { affected: [{ package: hub, ranges: [git, known], versions: ['3.0.0'] }] },
        { ...hub, version: '2.0.0' },
      ),
    ).toEqual({ is: 'no' })
  })

  test('[OSV12] about a product of your own counts as you say', () => {
    const router = { name: 'acme-router', ecosystem: 'Acme' }
    const record = {
      affected: [
        { package: router, ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '10.1' }, { fixed: '10.3' }] }] },
      ],
    }
    expect(affects(record, { ...router, scheme: dotted, version: '10.2.0.4711' })).toEqual({ is: 'yes' })
    expect(affects(record, { ...router, scheme: dotted, version: '10.3' })).toEqual({ is: 'no' })
    expect(affects(advisory({ introduced: '0' }), { ...hub, scheme: dotted, version: '1' })).toEqual({
      is: 'unknown',
      because: 'other-scheme',
    })
  })

  test('[OSV13] is a range of keys to ask a store for, and says whether that is all', () => {
    const affected = advisory({ introduced: '1.2.0' }, { fixed: '1.4.1' }).affected?.[0] ?? {}
    expect(affectedVersions({ ...affected, versions: ['2.0.0'] })).toEqual({
      range: {
        scheme: 'semver',
        intervals: [
          { from: 'a1a2a0=', below: 'a1a4a1=' },
          { from: 'a2a0a0=', below: 'a2a0a0= ' },
        ],
      },
      doubt: undefined,
    })
    expect(affectedVersions({ versions: ['2.0.0'] })).toEqual({ range: undefined, doubt: undefined })
    const { range } = affectedVersions({ versions: ['7'] }, dotted)
    expect(range && within('7.0', range, dotted)).toEqual({ is: 'yes' })
  })
})

describe.skipIf(!there)(`records of the Go vulnerability database${needs}`, () => {
  test('[OSV14] all 15,248 checks against OSV’s own evaluation agree', () => {
    // The reference does not look at `withdrawn`, so it is taken away here.
    const records = new Map(
      (lines('osv-go.jsonl') as (OsvRecord & { id: string })[]).map((record) => [record.id, record.affected ?? []]),
    )
    const rows = lines('osv-go.expected.jsonl') as {
      id: string
      ecosystem: string
      name: string
      affected: string[]
      unaffected: string[]
    }[]
    const checks = rows.flatMap(({ id, ecosystem, name, affected, unaffected }) => [
      ...affected.map((version) => ({ id, ecosystem, name, version, expected: 'yes' })),
      ...unaffected.map((version) => ({ id, ecosystem, name, version, expected: 'no' })),
    ])
    const wrong = checks.filter(
      ({ id, expected, ...product }) => affects({ affected: records.get(id) ?? [] }, product).is !== expected,
    )
    expect(wrong).toEqual([])
    expect(checks.length).toBe(15_248)
  })
})

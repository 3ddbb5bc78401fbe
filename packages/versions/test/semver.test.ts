import { describe, expect, test } from 'vitest'
import { compare, looseSemver, npmSatisfies, type Scheme, semver, within } from '../src/index.ts'
import { common, type Intervals, inside, normalise } from '../src/interval.ts'
import { npmRange } from '../src/npm-range.ts'
import { json, needs, there } from './data.ts'

/** node-semver's options: `true` is short for `{ loose: true }`, anything truthy switches on. */
type Options = boolean | { loose?: unknown; includePrerelease?: unknown } | null | undefined
type Row = [string, string, Options?]

const isLoose = (o: Options): boolean => o === true || (typeof o === 'object' && Boolean(o?.loose))
const isByOrder = (o: Options): boolean => typeof o === 'object' && Boolean(o?.includePrerelease)
const schemeOf = (o: Options): Scheme => (isLoose(o) ? looseSemver : semver)

/** Rows of a fixture whose version is text; our functions take no other, and the compiler says so. */
const fixture = (name: string): Row[] =>
  (json(`node-semver/${name}.json`) as Row[]).filter(([a, b]) => typeof a === 'string' && typeof b !== 'boolean')

const answerTo = ([range, version, o]: Row) =>
  isByOrder(o) ? within(version, range, schemeOf(o)) : npmSatisfies(version, range, { loose: isLoose(o) })

/** A range as intervals, read as node-semver would with these options. */
function intervalsOf(range: string, o: Options): Intervals | undefined {
  const alternatives = npmRange(range, { loosely: isLoose(o), byOrder: isByOrder(o) })
  return alternatives && normalise(alternatives.flatMap(({ intervals }) => intervals))
}

/** Each version and its key in the order that https://semver.org/#spec-item-11 prints. */
const precedence = '1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0'

describe('semver', () => {
  test('[SEM1] orders versions as section 11 of Semantic Versioning 2.0.0 does', () => {
    const versions = precedence.split(' ')
    const shuffled = versions.toReversed().sort((a, b) => compare(a, b, semver) ?? 0)
    expect(shuffled).toEqual(versions)
    expect(compare('1.0.0+001', '1.0.0+exp.sha.5114f85', semver)).toBe(0)
  })

  test('[SEM2] places a pre-release by its order: before its release, within what lies around it', () => {
    expect(within('2.0.0-rc.1', '<2.0.0', semver)).toEqual({ is: 'yes' })
    expect(within('1.5.0-beta.1', '^1.2.0', semver)).toEqual({ is: 'yes' })
    expect(within('2.0.0-rc.1', '^1.2.0', semver)).toEqual({ is: 'no' })
    expect(within('1.2.0-rc.1', '^1.2.0', semver)).toEqual({ is: 'no' })
  })

  test('[SEM3] leaves padded, missing and unsafe numbers to nobody', () => {
    for (const version of ['1.2', '01.2.3', '1.2.3-01', '1.2.3.4', '1.2.3-', '9007199254740992.0.0']) {
      expect(semver.key(version)).toBeUndefined()
    }
    expect(semver.key('9007199254740991.0.0')).toBeDefined()
  })

  test('[SEM4] read loosely forgives the spelling and keeps the keys', () => {
    expect(looseSemver.key('=v01.2.3beta')).toBe(semver.key('1.2.3-beta'))
    expect(looseSemver.key('1.2')).toBeUndefined()
  })

  test.each([
    ['^1.2.3', '1.2.3 1.9.9', '1.2.2 2.0.0 2.0.0-0'],
    ['^0.2.3', '0.2.3 0.2.9', '0.2.2 0.3.0'],
    ['^0.0.3', '0.0.3', '0.0.2 0.0.4'],
    ['~1.2.3', '1.2.3 1.2.9', '1.3.0'],
    ['~1', '1.0.0 1.9.9', '2.0.0'],
    ['1.2.x', '1.2.0 1.2.9', '1.1.9 1.3.0'],
    ['*', '0.0.0-0 99.0.0', ''],
    ['1.2.3 - 2.3', '1.2.3 2.3.9', '1.2.2 2.4.0'],
    ['>1.2', '1.3.0', '1.2.9'],
    ['<=1.2', '1.2.9', '1.3.0'],
    ['>=1.2.7 <1.3.0', '1.2.7 1.2.99', '1.2.6 1.3.0'],
    ['1.2.7 || >=1.2.9 <2.0.0', '1.2.7 1.2.9 1.4.6', '1.2.8 2.0.0'],
  ])('[NPM1] %s holds %s and not %s, as its README says', (range, inside, outside) => {
    for (const version of inside.split(' ')) expect(within(version, range, semver)).toEqual({ is: 'yes' })
    for (const version of outside.split(' ').filter(Boolean))
      expect(within(version, range, semver)).toEqual({ is: 'no' })
  })

  test('[NPM2] npmSatisfies hides pre-releases unless the range names one of the same three numbers', () => {
    expect(npmSatisfies('1.2.3-alpha.7', '>1.2.3-alpha.3')).toEqual({ is: 'yes' })
    expect(npmSatisfies('3.4.5-alpha.9', '>1.2.3-alpha.3')).toEqual({ is: 'no' })
    expect(npmSatisfies('3.4.5', '>1.2.3-alpha.3')).toEqual({ is: 'yes' })
    expect(npmSatisfies('1.2.4-beta', '^1.2.3')).toEqual({ is: 'no' })
    expect(npmSatisfies('1.0.0-beta', '1.x')).toEqual({ is: 'no' })
    expect(npmSatisfies('1.2.3beta', '1.2.3beta', { loose: true })).toEqual({ is: 'yes' })
  })

  test('[NPM3] what is no range is none', () => {
    for (const range of [
      '^',
      '>=',
      'foo',
      '1.x.5',
      'x.1',
      '01.2',
      '1.2.3beta',
      '^9007199254740991.0.0',
      '1.2.3 foo',
      '||^',
    ]) {
      expect(semver.range(range)).toBeUndefined()
    }
    expect(semver.range('')).toEqual([{ from: '', below: '~' }])
  })
})

describe.skipIf(!there)(`node-semver’s fixtures${needs}`, () => {
  test('[NPM4] comparisons, equality, valid and invalid versions: all agree', () => {
    const comparisons = fixture('comparisons')
    expect(comparisons.filter(([a, b, o]) => compare(a, b, schemeOf(o)) !== 1)).toEqual([])
    const equality = fixture('equality')
    expect(equality.filter(([a, b, o]) => compare(a, b, schemeOf(o)) !== 0)).toEqual([])
    expect(comparisons.length + equality.length).toBe(68)
    const valid = fixture('valid-versions')
    expect(valid.filter(([version]) => semver.key(version) === undefined)).toEqual([])
    const invalid = fixture('invalid-versions')
    expect(invalid.filter(([version, , o]) => schemeOf(o).key(version) !== undefined)).toEqual([])
    expect([valid.length, invalid.length]).toEqual([22, 7])
  })

  test('[NPM4] range-include and range-exclude: all agree, but what is no version is unknown instead of no', () => {
    const include = fixture('range-include')
    expect(include.filter((row) => answerTo(row).is !== 'yes')).toEqual([])
    const exclude = fixture('range-exclude')
    const others = exclude.filter((row) => answerTo(row).is !== 'no')
    expect(others.map((row) => [...row.slice(0, 2), answerTo(row)])).toEqual([
      ['*', 'not a version', { is: 'unknown', because: 'unparsable-version' }],
      ['>=2', 'glorp', { is: 'unknown', because: 'unparsable-version' }],
    ])
    expect([include.length, exclude.length]).toEqual([126, 97])
  })

  test('[NPM4] range-parse: a range and its plain form mean the same', () => {
    const rows = json('node-semver/range-parse.json') as [string, string | null, Options?][]
    const wrong = rows.filter(([range, plain, o]) => {
      const expected = plain === null ? undefined : intervalsOf(plain, o)
      return JSON.stringify(intervalsOf(range, o)) !== JSON.stringify(expected)
    })
    expect(wrong).toEqual([])
    expect(rows.length).toBe(133)
  })

  test.each(['range-intersection', 'comparator-intersection'])('[NPM4] %s: all agree', (name) => {
    const rows = json(`node-semver/${name}.json`) as [string, string, boolean, boolean?][]
    const wrong = rows.filter(([a, b, meets, byOrder]) => {
      const [x = [], y = []] = [a, b].map((range) => intervalsOf(range, { includePrerelease: byOrder }))
      return common([x, y]).length > 0 !== meets
    })
    expect(wrong).toEqual([])
    expect(rows.length).toBeGreaterThan(30)
  })

  /** npm hides these two, and so calls them beyond a range within whose ends they lie. */
  const hidden = new Set(['0.7.x 0.7.2-beta', '>1.2.3 1.3.0-alpha'])

  test.each(['gt', 'lt'])(
    '[NPM4] version-%s-range and its counterpart: all agree but the one that npm hides',
    (side) => {
      const isBeyond = ([range, version, o]: Row): boolean => {
        const [intervals = [], key = ''] = [intervalsOf(range, o), schemeOf(o).key(version)]
        const [first, last] = [intervals[0], intervals.at(-1)]
        return side === 'gt' ? last !== undefined && key >= last.below : first !== undefined && key < first.from
      }
      const beyond = fixture(`version-${side}-range`)
      const wrong = beyond.filter((row) => !isBeyond(row))
      expect(wrong.map(([range, version]) => hidden.has(`${range} ${version}`))).toEqual([true])
      expect(wrong.every(([range, v, o]) => inside(intervalsOf(range, o) ?? [], schemeOf(o).key(v) ?? ''))).toBe(true)
      expect(fixture(`version-not-${side}-range`).filter(isBeyond)).toEqual([])
    },
  )
})

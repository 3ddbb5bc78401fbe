import { describe, expect, test } from 'vitest'
import { compare, parseVers, type Range, type Scheme, schemeFor, tidyVers, versRange, within } from '../src/index.ts'
import { dotted, semver } from '../src/schemes.ts'
import { filesIn, lines, needs, there } from './data.ts'

/** Collections of schemes that we do not claim. Why: README.md. */
const unsupported = ['alpm_version_cmp_test.jsonl', 'nginx_range_from_native_test.jsonl']

const files = there ? filesIn('vers').filter((file) => !unsupported.includes(file)) : []

/** One line of the collection, as its schema has it. */
interface Vector {
  readonly test_type: string
  readonly input: never
  readonly expected_output?: unknown
  readonly expected_message?: string
}

const vectors = (...types: string[]): Vector[] =>
  files.flatMap((file) => lines(`vers/${file}`) as Vector[]).filter(({ test_type }) => types.includes(test_type))

const schemeNamed = (name: string): Scheme => {
  const scheme = schemeFor(name)
  if (scheme === undefined) throw new Error(`no scheme for ${name}`)
  return scheme
}

describe('a vers', () => {
  test('[VRS1] is taken apart, its versions decoded once', () => {
    expect(parseVers('vers:npm/1.0.4|>=2.0.0|<2.1.0')).toEqual({
      type: 'npm',
      constraints: [
        { comparator: '=', version: '1.0.4' },
        { comparator: '>=', version: '2.0.0' },
        { comparator: '<', version: '2.1.0' },
      ],
    })
    expect(parseVers('vers:deb/1.0%252F').constraints[0]?.version).toBe('1.0%2F')
    expect(parseVers('vers:deb/*').constraints).toEqual([{ comparator: '*', version: '' }])
  })

  test.each([
    ['vers:npm/>=1.0.0| <2.0.0', 'whitespace is not permitted'],
    ['vers:npm/|1.0.0', 'leading pipe is not permitted'],
    ['vers:npm/1.0.0|', 'trailing pipe is not permitted'],
    ['vers:npm/1.0.0||2.0.0', 'consecutive pipes are not permitted'],
    ['vers:npm/=1.0.0', 'an equal sign before a version is not permitted'],
    ['vers:npm/1.0%2G0', 'invalid percent-encoding in version'],
    ['vers:npm/1.0%FF', 'invalid percent-encoding in version'],
    ['vers:npm/1.0%2f0', 'percent-encoding in version is not canonical'],
    ['vers:npm/>=2.0.0|<1.0.0', 'constraints are not sorted by version'],
    ['vers:pypi/1.0|>1.0.0', 'a version occurs twice'],
    ['vers:npm/>1.0.0|>2.0.0', 'comparators do not alternate'],
    ['vers:npm/>1.0.0|2.0.0', 'comparators do not alternate'],
    ['vers:npm/1.0.0|<2.0.0', 'comparators do not alternate'],
    ['vers:npm/*|1.0.0', 'an asterisk stands alone'],
    ['vers:npm/>=', 'a constraint has no version'],
    ['vers:npm/1.0!0', 'a version has comparators in it'],
    ['vers:npm/', 'it has no constraint'],
    ['vers:invalid/1.0', 'it does not have the form'],
    ['npm/1.0', 'it does not have the form'],
  ])('[VRS2] %s is refused: %s', (text, why) => {
    expect(() => parseVers(text)).toThrow(`"${text}" is not canonical: ${why}`)
    expect(() => parseVers(text)).toThrow(expect.objectContaining({ code: 'versions/not-vers' }))
  })

  test('[VRS3] in disorder is put in order, and says the same', () => {
    expect(tidyVers('vers:PyPI/ 3.0 | =1.0.1 |>=2.0|')).toBe('vers:pypi/1.0.1|>=2.0|3.0')
    expect(tidyVers('vers:lexicographic/b%3d|a')).toBe('vers:lexicographic/a|b%3D')
    expect(tidyVers('vers:npm/*')).toBe('vers:npm/*')
    expect(versRange('vers:pypi/3.0|>=1.0|<2.0')).toEqual(versRange('vers:pypi/>=1.0|<2.0|3.0'))
  })

  test('[VRS4] is a range: what > and < enclose, single versions besides, less the excluded ones', () => {
    const holds = (text: string, versions: string, scheme: Scheme) =>
      versions
        .split(' ')
        .map((v) => within(v, versRange(text), scheme).is.charAt(0))
        .join('')
    expect(holds('vers:intdot/1|>=3|!=4|<6|>8', '0 1 2 3 4 5 6 8 9', dotted)).toBe('nynynynny')
    expect(holds('vers:intdot/<2|>=5|<=6', '1 2 5 6 6.1', dotted)).toBe('ynyyn')
    expect(holds('vers:intdot/!=5', '4 5 6', dotted)).toBe('yny')
    expect(holds('vers:intdot/1|3', '0 1 2 3', dotted)).toBe('nyny')
    expect(holds('vers:intdot/*', '0 7', dotted)).toBe('yy')
    expect(holds('vers:npm/>=1.0.0|<2.0.0', '1.5.0-rc.1 2.0.0-rc.1 2.0.0', semver)).toBe('yyn')
  })

  test('[VRS5] with several > or < in a row means the widest of them', () => {
    expect(versRange('vers:intdot/>1|>2|<5|<6')).toEqual(versRange('vers:intdot/>1|<6'))
    expect(versRange('vers:intdot/<1|<2')).toEqual(versRange('vers:intdot/<2'))
    expect(versRange('vers:intdot/>1|>2')).toEqual(versRange('vers:intdot/>1'))
  })

  test('[VRS6] of an unknown type, or with what is no version of its type, is no range', () => {
    expect(() => versRange('vers:alpm/>=1.5')).toThrow('no version scheme is known by the name "alpm".')
    expect(() => tidyVers('vers:example/1|2')).toThrow(expect.objectContaining({ code: 'versions/unknown-scheme' }))
    expect(() => versRange('vers:npm/>=1.0')).toThrow('a version in it is none of semver')
  })

  test('[VRS9] of a product of your own is counted as you say', () => {
    const own = versRange('vers:acme-router/>=10.1|<10.3', dotted)
    expect(within('10.2.7', own, dotted)).toEqual({ is: 'yes' })
    expect(tidyVers('vers:acme-router/10.3|10.1', dotted)).toBe('vers:acme-router/10.1|10.3')
    expect(versRange('vers:npm/1.0.0', dotted).scheme).toBe('semver')
  })
})

describe.skipIf(!there)(`the vectors of vers${needs}`, () => {
  test('[VRS7] comparison and equality: all agree, of every scheme but alpm', () => {
    const asked = vectors('comparison', 'equality')
    const wrong = asked.filter(({ test_type, input, expected_output }) => {
      const { input_scheme, versions } = input as { input_scheme: string; versions: string[] }
      const scheme = schemeNamed(input_scheme)
      const [a = '', b = ''] = versions
      const differs = compare(a, b, scheme)
      if (test_type === 'equality') return differs === undefined || (differs === 0) !== expected_output
      const keys = (expected_output as string[]).map((version) => scheme.key(version) ?? '')
      const sorted = versions.map((version) => scheme.key(version) ?? '').sort()
      return keys.includes('') || JSON.stringify(keys) !== JSON.stringify(sorted)
    })
    expect(wrong).toEqual([])
    expect(asked.length).toBe(716 + 47 + 7 + 48 + 8 + 977 + 33 + 44)
  })

  test('[VRS7] containment: all agree', () => {
    const asked = vectors('containment')
    const wrong = asked.filter(({ input, expected_output }) => {
      const { vers, version } = input as { vers: string; version: string }
      const range = versRange(vers)
      return within(version, range, schemeNamed(range.scheme)).is !== (expected_output ? 'yes' : 'no')
    })
    expect(wrong).toEqual([])
    expect(asked.length).toBe(11)
  })

  test('[VRS7] parse and validate: all agree', () => {
    const parsed = vectors('parse').filter(({ input, expected_output, expected_message = '' }) => {
      const why = expected_message.replace('non-canonical VERS: ', '')
      try {
        const { type, constraints } = parseVers(input)
        const pairs = constraints.map(({ comparator, version }) => [comparator, version])
        return JSON.stringify({ scheme: type, version_constraints: pairs }) !== JSON.stringify(expected_output)
      } catch (error) {
        return expected_output !== undefined || !String(error).includes(why)
      }
    })
    expect(parsed).toEqual([])
    expect(vectors('validate').filter(({ input, expected_output }) => tidyVers(input) !== expected_output)).toEqual([])
    expect([vectors('parse').length, vectors('validate').length]).toEqual([12, 19])
  })

  /** Each with what its own package manager says, node-semver among them, against the vector. */
  const mistaken = new Map([
    ['<= 1.0', 'npm: below 1.1.0'],
    ['<=2.1 >=1.1', 'npm: below 2.2.0'],
    ['>= 1.x', 'npm: without an end'],
    ['>= 2.2.x', 'npm: without an end'],
    ['2.1 || 2.6', 'npm: all of 2.1 and 2.6'],
    ['1.1.2 1.2.2', 'npm: both at once, so nothing'],
    ['>=5.0.3 >=4.2.1', 'npm: both at once, so from 5.0.3'],
    ['', 'conan: `vers:conan/` has no constraint and is no vers'],
  ])

  test('[VRS7] from_native: all mean the same for every release around them, but eight that are mistaken', () => {
    const asked = vectors('from_native')
    const wrong = asked.filter(({ input, expected_output }) => {
      const { scheme: name, native_range } = input as { scheme: string; native_range: string }
      if (expected_output === 'vers:conan/') return true
      const scheme = schemeNamed(name)
      const expected = versRange(expected_output as string)
      const native: Range = { scheme: scheme.name, intervals: scheme.range(native_range) ?? [] }
      const probes = [...`${native_range} ${String(expected_output)}`.matchAll(/\d+(?:\.\d+)*/g)].flatMap(([v]) =>
        around(v),
      )
      const answers = (range: Range) => probes.map((probe) => within(probe, range, scheme).is).join()
      return answers(native) !== answers(expected) || answers(native).includes('unknown')
    })
    const ranges = wrong.map(({ input }) => (input as { native_range: string }).native_range)
    expect(new Set(ranges)).toEqual(new Set(mistaken.keys()))
    expect(asked.length).toBe(20 + 209 + 1 + 491 + 1 + 8 + 3)
  })

  test('[VRS8] of alpm could not have keys: 1.5-1 and 1.5 are one, yet a package release tells 1.5-1 from 1.5-2', () => {
    const alpm = (lines(`vers/${unsupported[0]}`) as Vector[]).map(({ input, expected_output }) => ({
      versions: (input as { versions: string[] }).versions.join(' '),
      expected: JSON.stringify(expected_output),
    }))
    expect(alpm).toContainEqual({ versions: '1.5-1 1.5', expected: 'true' })
    expect(alpm).toContainEqual({ versions: '1.5.0-1 1.5.0-2', expected: '["1.5.0-1","1.5.0-2"]' })
    expect(unsupported.every((file) => filesIn('vers').includes(file))).toBe(true)
  })
})

/** The release and its neighbours: `1.4` → 1.4.0, 1.4.1, 1.5.0, 2.0.0 and the one before. */
function around(version: string): string[] {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  const before = [patch, minor, major].findIndex((n) => n > 0)
  const lower = [
    [major, minor, patch - 1],
    [major, minor - 1, 99],
    [major - 1, 99, 99],
    [0, 0, 0],
  ][before < 0 ? 3 : before]
  const higher = [
    [major, minor, patch],
    [major, minor, patch + 1],
    [major, minor + 1, 0],
    [major + 1, 0, 0],
  ]
  return [...higher, lower ?? []].map((numbers) => numbers.join('.'))
}

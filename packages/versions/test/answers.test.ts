import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  affects,
  compare,
  defineScheme,
  dotted,
  npmSatisfies,
  pep440,
  rangeOf,
  schemeFor,
  semver,
  versionsErrors,
  within,
} from '../src/index.ts'
import * as schemes from '../src/schemes.ts'

describe('the answer', () => {
  test('[ANS1] is unknown when nobody has said which version runs', () => {
    for (const version of [undefined, '', '  ']) {
      expect(within(version, '<2.0.0', semver)).toEqual({ is: 'unknown', because: 'missing-version' })
    }
    expect(npmSatisfies('', '<2.0.0')).toEqual({ is: 'unknown', because: 'missing-version' })
  })

  test('[ANS2] is unknown, never no, for what is no version of the scheme', () => {
    const unparsable = { is: 'unknown', because: 'unparsable-version' }
    expect(within('the latest', '<2.0.0', semver)).toEqual(unparsable)
    expect(within('1.2', '<2.0.0', semver)).toEqual(unparsable)
    expect(within('1.0-r', '<2.0', pep440)).toEqual({ is: 'yes' }) // a post-release: PEP 440 takes `-r` for `.post0`
    expect(within('1.0-x', '<2.0', pep440)).toEqual(unparsable)
    expect(npmSatisfies('glorp', '>=2')).toEqual(unparsable)
  })

  test('[ANS3] is unknown when the range cannot be read', () => {
    expect(within('1.2.3', '>=1.2.x.4', semver)).toEqual({ is: 'unknown', because: 'unparsable-range' })
    expect(within('1.2.3', '>=one', dotted)).toEqual({ is: 'unknown', because: 'unparsable-range' })
    expect(npmSatisfies('1.2.3', 'one')).toEqual({ is: 'unknown', because: 'unparsable-range' })
  })

  test('[ANS4] is unknown when version and range are ordered by different schemes', () => {
    expect(within('1.2.3', rangeOf('<2', dotted), semver)).toEqual({ is: 'unknown', because: 'other-scheme' })
    expect(within('1.2.3', rangeOf('<2', semver), schemes.looseSemver)).toEqual({ is: 'yes' })
  })

  test('[ANS5] comes whatever the text is; nothing is thrown', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'0123456789.-+~^*xX<>=!|,:_[]() abrcpostdev%'.split('')) }),
      fc.constantFrom('1.constructor', '__proto__', 'toString', '1_hasOwnProperty', '\uD800'),
    )
    const known = Object.values(schemes)
    fc.assert(
      fc.property(nasty, nasty, (version, text) => {
        for (const scheme of known) {
          expect(['yes', 'no', 'unknown']).toContain(within(version, text, scheme).is)
          expect([-1, 0, 1, undefined]).toContain(compare(version, text, scheme))
        }
        const record = {
          affected: [{ package: { name: 'a', ecosystem: text }, ranges: [{ type: text, events: [{ fixed: text }] }] }],
        }
        expect(affects(record, { name: 'a', ecosystem: text, version }).is).not.toBe('yes')
        expect(['yes', 'no', 'unknown']).toContain(npmSatisfies(version, text, { loose: true }).is)
      }),
      { numRuns: 500 },
    )
  })

  test('[ANS6] of rangeOf to a range that cannot be read is an error that quotes it', () => {
    expect(() => rangeOf('>=one', dotted)).toThrow('">=one" is not a range of dotted versions.')
    expect(() => rangeOf('>=one', dotted)).toThrow(expect.objectContaining({ code: 'versions/unparsable-range' }))
    expect(versionsErrors['unparsable-range']({ range: 'x', scheme: 'y' }).hint).toContain('notation of the scheme')
  })
})

describe('a scheme', () => {
  test('[SCH1] is found by the names of vers, purl and OSV, whatever their case, and not guessed', () => {
    const found = [
      'npm',
      'Go',
      'crates.io',
      'PyPI',
      'pypi',
      'Debian:12',
      'Ubuntu:22.04:LTS',
      'RubyGems',
      'Alpine:v3.16',
      'apk',
      'Red Hat',
      'NuGet',
    ]
    expect(found.map((name) => schemeFor(name)?.name)).toEqual(
      'semver semver semver pep440 pep440 deb deb gem apk apk rpm nuget'.split(' '),
    )
    expect(['', 'acme', 'alpm', 'nginx', 'constructor'].map(schemeFor)).toEqual(Array(5).fill(undefined))
  })

  test('[SCH2] of one’s own needs a key and no more', () => {
    const letters = defineScheme('firmware-letter', (version) => /^[A-Z]$/.exec(version)?.[0])
    expect(within('C', '>=B <D', letters)).toEqual({ is: 'yes' })
    expect(within('D', '>=B <D', letters)).toEqual({ is: 'no' })
    expect(within('c', '>=B <D', letters)).toEqual({ is: 'unknown', because: 'unparsable-version' })
    const untidy = defineScheme('untidy', letters.key, () => [
      { from: 'C', below: 'E' },
      { from: 'A', below: 'D' },
    ])
    expect(rangeOf('whatever', untidy)).toEqual({ scheme: 'untidy', intervals: [{ from: 'A', below: 'E' }] })
  })

  test('[SCH3] without a notation of its own reads comparators, `!=`, blanks or commas for and, || for or, * for all', () => {
    const answers = (range: string, versions: string) =>
      versions
        .split(' ')
        .map((v) => within(v, range, dotted).is[0])
        .join('')
    expect(answers('>=10.1, <10.3', '10.0.9 10.1 10.2.9 10.3')).toBe('nyyn')
    expect(answers('>10.1 <= 10.3', '10.1 10.1.1 10.3.0 10.3.1')).toBe('nyyn')
    expect(answers('<<10.1 || >>10.3', '10.0 10.1 10.3 10.4')).toBe('ynny')
    expect(answers('10.1 || ==10.2 || =10.3', '10.1 10.2 10.3 10.4')).toBe('yyyn')
    expect(answers('>=10 !=10.1', '9 10 10.1 10.1.1')).toBe('nyny')
    expect(answers('*', '0 7')).toBe('yy')
    expect(answers('=>10', '10')).toBe('u')
  })
})

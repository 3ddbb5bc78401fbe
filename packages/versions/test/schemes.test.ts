import { describe, expect, test } from 'vitest'
import { compare, type Scheme, within } from '../src/index.ts'
import {
  apk,
  conan,
  datetime,
  deb,
  dotted,
  gem,
  generic,
  gentoo,
  lexicographic,
  maven,
  nuget,
  openssl,
  rpm,
} from '../src/schemes.ts'

/** Versions in ascending order; `=` joins those that are one. */
function isAscending(scheme: Scheme, ...steps: string[]): void {
  const groups = steps.map((step) => step.split(' = '))
  for (const group of groups) for (const other of group) expect(compare(group[0] ?? '', other, scheme)).toBe(0)
  const firsts = groups.map(([first = '']) => first)
  firsts.slice(1).forEach((next, at) => {
    expect([firsts[at], next, compare(firsts[at] ?? '', next, scheme)]).toEqual([firsts[at], next, -1])
  })
}

/** Yes, no or unknown, by the first letter, for each version in turn. */
const answers = (scheme: Scheme, range: string, versions: string): string =>
  versions
    .split(' ')
    .map((version) => within(version, range, scheme).is.charAt(0))
    .join('')

describe('versions of', () => {
  test('[DOT1] plain and dotted numbers: by value, missing parts are zeros, nothing else is a number', () => {
    isAscending(dotted, '7', '9', '10 = 10.0 = v10', '10.2 = 010.02.0', '10.10', '20241105')
    for (const version of ['', '10.', '.5', '10-1', '10b', '1,2', '-1']) expect(dotted.key(version)).toBeUndefined()
  })

  test('[GEN1] nobody’s scheme: numbers by value, words before a release before it, other words after it', () => {
    isAscending(
      generic,
      '1.0-SNAPSHOT',
      '1.0 alpha',
      '1.0-beta2',
      '1.0-beta10',
      '1.0-rc1',
      '1.0 = 1 = v1.0.0',
      '1.0b',
      '1.0 SP1',
      '1.0.1',
    )
    isAscending(generic, '2024-R1', '2024-R2', '2024.1')
    isAscending(generic, 'Release 5 SP2', 'release 5 sp10 = RELEASE_5-SP-10', 'Release 6')
    for (const version of ['latest', '', '???']) expect(generic.key(version)).toBeUndefined()
  })

  test('[MVN1] Maven: as its version order specification prints them', () => {
    isAscending(
      maven,
      '1-alpha-1 = 1.0-a1',
      '1-beta',
      '1-m1 = 1-milestone-1',
      '1-cr1 = 1-RC-1',
      '1-snapshot',
      '1 = 1.0 = 1-ga = 1.final',
      '1-sp1',
      '1-foo',
      '1-1',
      '1.1 = 1.01',
    )
    isAscending(maven, '1-foo2', '1-foo10')
    isAscending(maven, '1-foo = 1.foo', '1-1', '1.1')
    expect(maven.key('[1.0')).toBeUndefined()
  })

  test('[MVN2] Maven: ranges in brackets; a bare version is a wish and no range', () => {
    expect(answers(maven, '[1.0,2.0)', '0.9 1.0 1.9 2.0-rc1 2.0')).toBe('nyyyn')
    expect(answers(maven, '(,1.0],[1.2,)', '0.1 1.0 1.1 1.2 7')).toBe('yynyy')
    expect(answers(maven, '(1.0,1.2)', '1.0 1.1 1.2')).toBe('nyn')
    expect(answers(maven, '[1.2]', '1.2.0 1.2.1')).toBe('yn')
    expect(answers(maven, '>=1.0 <2.0', '1.5')).toBe('y')
    for (const range of ['1.0', '[1.0', '(1.0)', '[]', '[1.0,2.0', '[1,2]x', ''])
      expect(maven.range(range)).toBeUndefined()
  })

  test('[NUG1] NuGet: four numbers, letters in any case; a bare version is a minimum', () => {
    isAscending(nuget, '1.0.0-alpha = 1.0.0-ALPHA+x', '1.0.0-beta.2', '1.0.0-beta.11', '1.0 = 1.0.0.0', '1.0.0.1')
    expect(answers(nuget, '[1.0,2.0)', '0.9 1.0 2.0')).toBe('nyn')
    expect(answers(nuget, '1.0', '0.9 1.0 7')).toBe('nyy')
    expect(nuget.key('1.2.3.4.5')).toBeUndefined()
  })

  test('[GEM1] RubyGems: a word makes a pre-release; ~> keeps all but the last number', () => {
    isAscending(gem, '1.0.a', '1.0.b1', '1.0.b.2', '1.0.rc1 = 1.rc1', '1.0 = 1', '1.0.1')
    expect(answers(gem, '~>2.0.8', '2.0.7 2.0.8 2.0.99 2.1.a 2.1')).toBe('nyynn')
    expect(answers(gem, '~> 2.2, >= 2.2.3', '2.2.2 2.2.3 2.9 3.0')).toBe('nyyn')
    expect(answers(gem, '~>2', '2 2.9 3')).toBe('yyn')
    expect(gem.key('1.0+x')).toBeUndefined()
  })

  test('[GEM2] RubyGems: zeros before a word count as the zeros in which every version ends', () => {
    isAscending(gem, '1.a.b', '1.a.0.b', '1.a.0.0.b', '1.a = 1.a.0', '1.a.0.0.1', '1.a.0.1', '1.a.1')
  })

  test('[DEB1] Debian: ~ before everything, letters before other characters, the revision last', () => {
    // Debian Policy 5.6.12 sorts `~~`, `~~a`, `~`, the end, `a`.
    isAscending(
      deb,
      '1.0~~',
      '1.0~~a',
      '1.0~',
      '1.0 = 1.0-0 = 0:1.0',
      '1.0-1',
      '1.0-1ubuntu1',
      '1.0a',
      '1.0+dfsg',
      '1.0.1',
      '1:0.1',
    )
    isAscending(deb, '1.2.3-4~bpo12+1', '1.2.3-4', '1.2.3-4+b1', '1.2.3-10')
    expect(answers(deb, '>> 1.0-1, << 1.0-3', '1.0-1 1.0-2 1.0-3')).toBe('nyn')
    for (const version of ['a1', '1_0', '1:', '']) expect(deb.key(version)).toBeUndefined()
  })

  test('[RPM1] RPM: ~ before the end, ^ after it, numbers after words, marks between them do not count', () => {
    // From rpm’s own tests of the comparison (tests/rpmvercmp.at).
    isAscending(
      rpm,
      '1.0~rc1~git123',
      '1.0~rc1',
      '1.0~rc1^git1',
      '1.0~rc2',
      '1.0 = 1_0',
      '1.0^',
      '1.0^git1~pre',
      '1.0^git1',
      '1.0^git2',
      '1.01 = 1.1',
    )
    isAscending(rpm, '5.5p1', '5.5p2', '5.5p10', '5.6p1')
    isAscending(rpm, '10xyz', '10.1xyz')
    isAscending(rpm, '2.0', '2.0.1', '2.0.1a')
    isAscending(rpm, '4.18', '4.18.0-80.el8', '4.18.0-80.1.el8', '1:0.5-1')
    for (const version of ['xyz', '1 0', '1-2-3']) expect(rpm.key(version)).toBeUndefined()
  })

  test('[APK1] Alpine: suffixes before and after the release, then the revision; a missing count is less than zero', () => {
    isAscending(
      apk,
      '1.2_alpha',
      '1.2_alpha0',
      '1.2_beta',
      '1.2_pre',
      '1.2_rc',
      '1.2 = 1.2~1a2b3c',
      '1.2-r0',
      '1.2-r1',
      '1.2_cvs',
      '1.2_git',
      '1.2_p',
      '1.2_p1',
      '1.2a',
      '1.2.0',
      '1.2.01',
      '1.2.1',
    )
    for (const version of ['1.2_foo', '1.2-1', 'a1', '1.2ab']) expect(apk.key(version)).toBeUndefined()
  })

  test('[APK2] Gentoo: the same without Alpine’s suffixes; a missing count is a zero, zeros end no fraction', () => {
    isAscending(
      gentoo,
      '1.2_alpha = 1.2_alpha0',
      '1.2_rc1',
      '1.2 = 1.2-r0',
      '1.2-r1',
      '1.2_p',
      '1.2a',
      '1.2.01 = 1.2.010',
      '1.2.1',
    )
    expect(gentoo.key('1.2_git')).toBeUndefined()
  })

  test('[SSL1] OpenSSL: letters after the numbers, lists as its advisories write them', () => {
    isAscending(
      openssl,
      '1.0.2-beta1',
      '1.0.2',
      '1.0.2a',
      '1.0.2y',
      '1.0.2z',
      '1.0.2za',
      '1.1.1',
      '3.0.0-alpha17',
      '3.0.0-beta2',
      '3.0.0',
    )
    expect(answers(openssl, '1.0.2ck, 3.1.2', '1.0.2ck 3.1.2 1.0.2')).toBe('yyn')
    expect(answers(openssl, '>=1.0.2, <1.0.2za', '1.0.2 1.0.2z 1.0.2za')).toBe('yyn')
    expect(openssl.key('1.0.2k-fips')).toBeUndefined()
  })

  test('[CON1] Conan: as many parts as they like, zeros at the end do not count', () => {
    isAscending(conan, '1.0-alpha', '1 = 1.0.0', '1+b1', '1.1', '1.1.a', '1.1a', '1.9a', '1.10')
    expect(answers(conan, '~2.5', '2.4 2.5 2.5.9 2.6-rc 2.6')).toBe('nyynn')
    expect(answers(conan, '^0.1.2 || ^3.2', '0.1.2 0.2 3.2 4-a')).toBe('ynyn')
    expect(answers(conan, '>1- <2.0, include_prerelease=True', '1.5 2.0')).toBe('yn')
    expect(answers(conan, '*', '0 7')).toBe('yy')
  })

  test('[DAT1] time: by the instant, whatever the offset, and only instants that exist', () => {
    isAscending(
      datetime,
      '2023-12-31T23:59:59.9Z',
      '2024-01-01T00:00:00Z = 2023-12-31T19:00:00-05:00 = 2024-01-01T00:00:00.000Z',
      '2024-01-01T00:00:00.0900Z',
      '2024-01-01T00:00:00.123Z',
    )
    const none = [
      '2024-02-30T00:00:00Z',
      '2024-01-01',
      '2024-01-01T24:00:00Z',
      '0000-01-01T00:00:00+01:00',
      '2024-01-01T00:00:00',
    ]
    for (const version of none) expect(datetime.key(version)).toBeUndefined()
  })

  test('[LEX1] text: by its UTF-8 bytes, also where UTF-16 would have it otherwise', () => {
    isAscending(lexicographic, 'Z', 'a', 'aa', 'b', '~', 'é', '\uFF5E', '😀')
    expect('\uFF5E' < '😀').toBe(false)
    for (const version of ['a b', 'a\u0000', '\uD800']) expect(lexicographic.key(version)).toBeUndefined()
  })
})

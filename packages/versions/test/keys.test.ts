import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compare, dotted, pep440, type Scheme, semver } from '../src/index.ts'
import * as schemes from '../src/schemes.ts'
import { byDebian } from './reference/debian.ts'
import { byGem } from './reference/gem.ts'
import { byGentoo } from './reference/gentoo.ts'
import { byMaven } from './reference/maven.ts'
import { byNumber, byPlaces, type Order } from './reference/order.ts'
import { byPep440 } from './reference/pep440.ts'
import { byRpm } from './reference/rpm.ts'
import { bySemver } from './reference/semver.ts'
import * as samples from './samples.ts'

const byDots: Order = (a, b) => byPlaces(a.split('.'), b.split('.'), '0', byNumber)

/** Schemes with a comparator of their own, written from the specification and without keys. */
const compared: readonly (readonly [Scheme, fc.Arbitrary<string>, Order])[] = [
  [schemes.semver, samples.semverVersion, bySemver],
  [schemes.pep440, samples.pep440Version, byPep440],
  [schemes.dotted, samples.dottedVersion, byDots],
  [schemes.maven, samples.mavenVersion, byMaven],
  [schemes.gem, samples.gemVersion, byGem],
  [schemes.deb, samples.debVersion, byDebian],
  [schemes.rpm, samples.rpmVersion, byRpm],
  [schemes.gentoo, samples.gentooVersion, byGentoo],
]

const all: readonly (readonly [Scheme, fc.Arbitrary<string>])[] = [
  ...compared.map(([scheme, versions]) => [scheme, versions] as const),
  [schemes.looseSemver, samples.semverVersion],
  [schemes.apk, samples.gentooVersion],
  [schemes.nuget, samples.nugetVersion],
  [schemes.generic, samples.genericVersion],
  [schemes.conan, samples.conanVersion],
  [schemes.openssl, samples.opensslVersion],
  [schemes.lexicographic, fc.string({ unit: 'grapheme', minLength: 1 }).filter((t) => /^\S+$/.test(t))],
  [
    schemes.datetime,
    fc
      .date({ min: new Date(0), max: new Date('9999-01-01T00:00:00Z'), noInvalidDate: true })
      .map((d) => d.toISOString()),
  ],
]

/** The order of an index that compares bytes, as SQLite and Postgres keep it. */
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

describe.each(compared.map(([scheme, versions, order]) => ({ name: scheme.name, scheme, versions, order })))(
  'the keys of $name',
  ({ scheme, versions, order }) => {
    test('[KEY1] are in the order that the specification gives the versions', () => {
      fc.assert(
        fc.property(versions, versions, (a, b) => {
          expect(compare(a, b, scheme)).toBe(Math.sign(order(a, b)))
        }),
        { numRuns: 1_000 },
      )
    })
  },
)

describe.each(all.map(([scheme, versions], at) => ({ name: `${scheme.name} (${at})`, scheme, versions })))(
  'every key of $name',
  ({ scheme, versions }) => {
    test('[KEY2] is printable ASCII between ! and }, so that bytes and text sort alike', () => {
      fc.assert(
        fc.property(versions, versions, (a, b) => {
          const [x = '', y = ''] = [scheme.key(a), scheme.key(b)]
          expect(x + y).toMatch(/^[!-}]{2,}$/)
          expect(Math.sign(byBytes(x, y))).toBe(x < y ? -1 : x > y ? 1 : 0)
        }),
      )
    })

    test('[KEY3] has a place in one line: turned round, the answer turns; a first, b second, c third stay so', () => {
      fc.assert(
        fc.property(versions, versions, versions, (a, b, c) => {
          const back = compare(b, a, scheme)
          expect(compare(a, b, scheme)).toBe(back === undefined || back === 0 ? back : -back)
          const [x = '', y = '', z = ''] = [a, b, c].sort((l, r) => compare(l, r, scheme) ?? 0)
          expect([compare(x, y, scheme), compare(y, z, scheme), compare(x, z, scheme)]).not.toContain(1)
        }),
      )
    })
  },
)

describe('a key', () => {
  test('[KEY4] is one and the same for versions that are', () => {
    expect(semver.key('v1.2.3+build.5')).toBe(semver.key('1.2.3'))
    expect(dotted.key('010.2.0')).toBe(dotted.key('10.2'))
    expect(pep440.key('1.0-ALPHA.1')).toBe(pep440.key('1.0.0a1'))
  })

  test('[KEY5] knows no largest number', () => {
    const nines = (digits: number) => '9'.repeat(digits)
    expect(compare(`1.${nines(25)}`, `1.1${'0'.repeat(25)}`, dotted)).toBe(-1)
    expect(compare(`1.${nines(26)}`, `1.1${'0'.repeat(26)}`, dotted)).toBe(-1)
    expect(compare(`1.${nines(120)}8`, `1.${nines(121)}`, dotted)).toBe(-1)
  })

  test('[KEY6] is not made of a version longer than 256 characters', () => {
    const long = `1.${'0'.repeat(254)}`
    expect(dotted.key(long)).toBe('a1=')
    expect(dotted.key(`${long}0`)).toBeUndefined()
  })

  test('[KEY7] of another scheme than the version’s is none', () => {
    expect(compare('1.2', '1.2.3', semver)).toBeUndefined()
    expect(compare('1.2.3', 'the latest', dotted)).toBeUndefined()
  })
})

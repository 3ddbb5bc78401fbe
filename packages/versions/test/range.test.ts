import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  complement,
  covers,
  dotted,
  holds,
  intersection,
  intersects,
  type Range,
  rangeOf,
  semver,
  union,
  within,
} from '../src/index.ts'

const grid = ['0', '1', '1.1', '1.2', '2', '2.0.1', '9', '10', '11.5']
const version = fc.constantFrom(...grid)

const comparison = fc.tuple(fc.constantFrom('<', '<=', '', '!=', '>', '>='), version).map((parts) => parts.join(''))
const alternative = fc.array(comparison, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '))
const range = fc.array(alternative, { minLength: 1, maxLength: 3 }).map((parts) => rangeOf(parts.join(' || '), dotted))

const keys = grid.map((v) => dotted.key(v) ?? '')
const members = (r: Range): boolean[] => keys.map((key) => holds(r, key))

describe('a range', () => {
  test('[RNG1] holds the keys from `from` up to, and without, `below`', () => {
    const { intervals } = rangeOf('>=10.1 <10.3', dotted)
    expect(intervals).toEqual([{ from: 'b10a1=', below: 'b10a3=' }])
    expect(within('10.1', '>=10.1 <10.3', dotted)).toEqual({ is: 'yes' })
    expect(within('10.3', '>=10.1 <10.3', dotted)).toEqual({ is: 'no' })
  })

  test('[RNG2] includes the version of <= and =, and nothing that follows it', () => {
    const { intervals } = rangeOf('<=10.3', dotted)
    expect(intervals).toEqual([{ from: '', below: 'b10a3= ' }])
    expect(within('10.3', '<=10.3', dotted)).toEqual({ is: 'yes' })
    expect(within('10.3.0.0.1', '<=10.3', dotted)).toEqual({ is: 'no' })
    expect(within('10.3.0.0.1', '>10.3', dotted)).toEqual({ is: 'yes' })
  })

  test('[RNG3] has its intervals in order, parted by gaps, none of them empty', () => {
    fc.assert(
      fc.property(range, range, (a, b) => {
        for (const { intervals } of [a, union(a, b), intersection(a, b), complement(a)]) {
          const places = intervals.flatMap(({ from, below }) => [from, below])
          expect(places).toEqual([...new Set(places)].sort())
        }
      }),
    )
  })

  test('[RNG4] is plain data, and the same data when it holds the same versions', () => {
    const whole = union(rangeOf('<1.2', dotted), rangeOf('>=1.2', dotted))
    expect(whole).toEqual(rangeOf('*', dotted))
    expect(JSON.parse(JSON.stringify(whole))).toEqual({ scheme: 'dotted', intervals: [{ from: '', below: '~' }] })
    expect(rangeOf('>=2 <1', dotted).intervals).toEqual([])
  })
})

describe('of two ranges', () => {
  test('[SET1] union, intersection and complement hold what or, and, not would say', () => {
    fc.assert(
      fc.property(range, range, (a, b) => {
        const [x, y] = [members(a), members(b)]
        expect(members(union(a, b))).toEqual(x.map((held, at) => held || y[at]))
        expect(members(intersection(a, b))).toEqual(x.map((held, at) => held && y[at]))
        expect(members(complement(a))).toEqual(x.map((held) => !held))
      }),
    )
  })

  test('[SET2] the algebra is that of sets, De Morgan’s laws among it', () => {
    fc.assert(
      fc.property(range, range, range, (a, b, c) => {
        expect(complement(complement(a))).toEqual(a)
        expect(complement(union(a, b))).toEqual(intersection(complement(a), complement(b)))
        expect(union(a, b)).toEqual(union(b, a))
        expect(union(union(a, b), c)).toEqual(union(a, b, c))
        expect(intersection(a, union(b, c))).toEqual(union(intersection(a, b), intersection(a, c)))
        expect(union(a, a)).toEqual(a)
        expect(union(a, complement(a))).toEqual(rangeOf('*', dotted))
      }),
    )
  })

  test('[SET3] intersects and covers say what the algebra says', () => {
    fc.assert(
      fc.property(range, range, (a, b) => {
        expect(intersects(a, b).is).toBe(intersection(a, b).intervals.length > 0 ? 'yes' : 'no')
        const isInside = JSON.stringify(intersection(a, b)) === JSON.stringify(b)
        expect(covers(a, b).is).toBe(isInside ? 'yes' : 'no')
      }),
    )
    expect(covers(rangeOf('<3', dotted), rangeOf('>=1 <2', dotted))).toEqual({ is: 'yes' })
    expect(covers(rangeOf('>=1 <2', dotted), rangeOf('<3', dotted))).toEqual({ is: 'no' })
    expect(intersects(rangeOf('<2', dotted), rangeOf('>=2', dotted))).toEqual({ is: 'no' })
  })

  test('[SET4] of different schemes nothing is known, and nothing is mixed', () => {
    const [ours, theirs] = [rangeOf('<2', dotted), rangeOf('<2', semver)]
    expect(intersects(ours, theirs)).toEqual({ is: 'unknown', because: 'other-scheme' })
    expect(covers(ours, theirs)).toEqual({ is: 'unknown', because: 'other-scheme' })
    expect(() => union(ours, theirs)).toThrow('ranges of different schemes do not mix: dotted, semver.')
    expect(() => intersection(ours, ours, theirs)).toThrow(expect.objectContaining({ code: 'versions/other-scheme' }))
  })
})

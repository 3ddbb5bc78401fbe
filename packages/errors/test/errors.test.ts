import { describe, expect, expectTypeOf, test, vi } from 'vitest'
import { CasewellError, errorCatalogue, isCasewellError, messageOf, misfitsOf } from '../src/index.ts'

const errors = errorCatalogue('parking', {
  full: {
    says: (d: { spaces: number }) => `all ${d.spaces} spaces are taken.`,
    hint: 'Wait for a car to leave, or try the next car park.',
  },
  closed: { says: () => 'the car park is closed.', hint: 'Come back at seven.' },
})

describe('an error', () => {
  test('[ERR1] has a code made of its area and its name', () => {
    expect(errors.full({ spaces: 12 }).code).toBe('parking/full')
    expectTypeOf(errors.full({ spaces: 12 }).code).toEqualTypeOf<'parking/full'>()
  })

  test('[ERR2] says what happened with its numbers and keeps them as data', () => {
    const error = errors.full({ spaces: 12 })
    expect(error.message).toBe('all 12 spaces are taken.')
    expect(error.details).toEqual({ spaces: 12 })
    expectTypeOf(error.details).toEqualTypeOf<{ spaces: number }>()
  })

  test('[ERR3] says what to do, and what led to it', () => {
    const cause = new Error('gate stuck')
    expect(errors.closed(undefined, { cause })).toMatchObject({ hint: 'Come back at seven.', cause })
    expect('cause' in errors.closed()).toBe(false)
  })

  test('[ERR4] is recognised when another copy of the package made it', async () => {
    vi.resetModules()
    const copy = await import('../src/index.ts')
    const foreign = copy.errorCatalogue('parking', { full: { says: () => 'full.', hint: 'Wait.' } }).full()
    expect(foreign).not.toBeInstanceOf(CasewellError)
    expect(isCasewellError(foreign, 'parking/full')).toBe(true)
    expect(isCasewellError(foreign, 'parking/closed')).toBe(false)
  })

  test('[ERR5] is recognised by its area, and only by its own', () => {
    expect(isCasewellError(errors.closed(), 'parking/')).toBe(true)
    expect(isCasewellError(errors.closed(), 'park/')).toBe(false)
    expect(isCasewellError({ code: 'parking/closed' }, 'parking/')).toBe(false)
    expect(isCasewellError(undefined)).toBe(false)
  })

  test('[ERR6] is plain data as JSON', () => {
    expect(JSON.parse(JSON.stringify(errors.full({ spaces: 1 }, { cause: 'secret' })))).toEqual({
      code: 'parking/full',
      message: 'all 1 spaces are taken.',
      hint: 'Wait for a car to leave, or try the next car park.',
      details: { spaces: 1 },
    })
  })

  test('[ERR7] does not compile with details that its message does not know', () => {
    // @ts-expect-error the detail is called `spaces`
    expect(errors.full({ places: 3 }).message).toContain('undefined')
    // @ts-expect-error there is no such error
    expect(errors.flooded).toBeUndefined()
  })
})

test('the message of anything thrown fits on one line of a log', () => {
  expect(messageOf(new Error('no'))).toBe('no')
  expect(messageOf('plain')).toBe('plain')
  expect(messageOf(undefined)).toBe('undefined')
})

describe('what a validator found wrong', () => {
  test('[ERR8] is told in one line, place by place', () => {
    const issues = [
      { path: ['policies', 0, 'share'], message: 'expected number' },
      { path: [{ key: 'two words' }, Symbol('hidden')], message: 'expected string' },
      { message: 'unknown key "shere"' },
    ]
    expect(misfitsOf({ issues })).toBe(
      'policies[0].share: expected number; ["two words"]["Symbol(hidden)"]: expected string; unknown key "shere"',
    )
  })

  test('[ERR8] ends after three, and says how many more there are', () => {
    const issues = ['a', 'b', 'c', 'd', 'e'].map((message) => ({ message }))
    expect(misfitsOf({ issues })).toBe('a; b; c; and 2 more')
    expect(misfitsOf({ issues: issues.slice(0, 3) })).toBe('a; b; c')
  })
})

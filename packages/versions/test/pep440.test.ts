import { describe, expect, test } from 'vitest'
import { compare, pep440, within } from '../src/index.ts'

/** Yes, no or unknown, by the first letter, for each version in turn. */
const answers = (range: string, versions: string): string =>
  versions
    .split(' ')
    .map((version) => within(version, range, pep440).is.charAt(0))
    .join('')

/** The order that PEP 440 prints under "Examples of compliant version schemes" and its summary of suffixes. */
const summary =
  '1.0.dev456 1.0a1 1.0a2.dev456 1.0a12.dev456 1.0a12 1.0b1.dev456 1.0b2 1.0b2.post345.dev456 1.0b2.post345 1.0rc1.dev456 1.0rc1 1.0 1.0+abc.5 1.0+abc.7 1.0+5 1.0.post456.dev34 1.0.post456 1.0.15 1.1.dev1'

describe('PEP 440', () => {
  test('[PEP1] orders versions as its summary does, and an epoch before all else', () => {
    const versions = summary.split(' ')
    expect(versions.toReversed().sort((a, b) => compare(a, b, pep440) ?? 0)).toEqual(versions)
    expect(compare('2013.10', '1!1.0', pep440)).toBe(-1)
  })

  test.each([
    ['1.1RC1', '1.1rc1'],
    ['1.1.a1', '1.1a1'],
    ['1.1alpha1', '1.1a1'],
    ['1.1preview3', '1.1rc3'],
    ['1.2a', '1.2a0'],
    ['1.2-1', '1.2.post1'],
    ['1.2.rev2', '1.2.post2'],
    ['1.2.dev', '1.2.dev0'],
    ['1.0+ubuntu-1', '1.0+ubuntu.1'],
    ['v1.0', '1.0'],
    [' 1.0\n', '1.0'],
    ['00!01.0.0', '1'],
  ])('[PEP2] takes %j for %s', (spelling, normal) => {
    expect(compare(spelling, normal, pep440)).toBe(0)
  })

  test('[PEP3] == ignores a local version that it does not name, and .* what follows', () => {
    expect(answers('==1.1', '1.1 1.1.0 1.1+ubuntu.1 1.1.post1 1.1a1')).toBe('yyynn')
    expect(answers('==1.1+ubuntu.1', '1.1 1.1+ubuntu.1')).toBe('ny')
    expect(answers('==1.1.*', '1.1 1.1.post1 1.1a1 1.1.dev0 1.1.9+x 1.2.dev0 1.0.9')).toBe('yyyyynn')
    expect(answers('!=1.1.post1', '1.1.post1 1.1.post1+x 1.1')).toBe('nny')
    expect(answers('!=1.1.*', '1.1.post1 1.2')).toBe('ny')
  })

  test('[PEP4] ~= keeps all but the last number', () => {
    expect(answers('~=2.2', '2.2 2.9 2.1 3.0.dev0')).toBe('yynn')
    expect(answers('~=1.4.5a4', '1.4.5a4 1.4.9 1.4.5a3 1.5')).toBe('yynn')
    expect(answers('~=2.2.post3', '2.2 2.2.post3 2.3')).toBe('nyy')
    expect(answers('~=1', '1')).toBe('u')
  })

  test('[PEP5] < leaves out the pre-releases of its version, > its post-releases and local versions', () => {
    expect(answers('<3.1', '3.0 3.1.dev0 3.1a1 3.1')).toBe('ynnn')
    expect(answers('<3.1rc1', '3.1.dev0 3.1a1 3.1rc1')).toBe('yyn')
    expect(answers('>1.7', '1.7.1 1.7.0.post1 1.7+x 1.7')).toBe('ynnn')
    expect(answers('>1.7.post2', '1.7.1 1.7.0.post3 1.7.post2+x 1.7.0')).toBe('yynn')
    expect(answers('<=1.7', '1.7 1.7+x 1.7.post1')).toBe('yyn')
    expect(answers('>=1.7', '1.7 1.7+x 1.7rc1')).toBe('yyn')
  })

  test('[PEP6] joins specifiers by commas; pre-releases take part by their order', () => {
    expect(answers('~=0.9, >=1.0, !=1.3.4.*, <2.0', '0.9')).toBe('n')
    expect(answers('>=1.0, !=1.3.4.*, <2.0', '1.3 1.3.4 1.3.4.1 1.5rc1 2.0')).toBe('ynnyn')
    expect(answers('', '1.0')).toBe('y')
  })

  test('[PEP7] does not read what it cannot place: ===, local versions in <, wildcards in <', () => {
    for (const range of ['===1.0', '<1.0+x', '>=1.0.*', '==1.0a1.*', '1.0', '==', '>=1.0,', '==1.0.dev1.*']) {
      expect(pep440.range(range)).toBeUndefined()
    }
  })
})

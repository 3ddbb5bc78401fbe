import fc from 'fast-check'

// Versions of each scheme, dense enough that two of them often differ in one place only.

const number = fc.constantFrom('0', '1', '2', '9', '10', '11', '99', '100', '20241105')
const numbers = (min: number, max: number) =>
  fc.array(number, { minLength: min, maxLength: max }).map((parts) => parts.join('.'))
const maybe = (text: fc.Arbitrary<string>) => fc.oneof(fc.constant(''), text)
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((texts) => texts.join(''))
const some = (part: fc.Arbitrary<string>, separator = '') =>
  fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(separator))

const identifier = fc.constantFrom('0', '1', '2', '10', 'alpha', 'beta', 'rc', 'rc1', 'a-b', '-', 'Z', 'z')
const suffix = fc.constantFrom('_alpha', '_beta', '_pre', '_rc', '_p', '_p1', '_rc2', '_alpha0', '_alpha1')

export const semverVersion = joined(numbers(3, 3), maybe(some(identifier, '.').map((pre) => `-${pre}`)))

export const pep440Version = joined(
  maybe(fc.constantFrom('0!', '1!')),
  numbers(1, 3),
  maybe(joined(fc.constantFrom('a', 'b', 'rc'), number)),
  maybe(number.map((n) => `.post${n}`)),
  maybe(number.map((n) => `.dev${n}`)),
  maybe(some(fc.constantFrom('0', '1', '10', 'a', 'ab', '1a', 'ubuntu'), '.').map((local) => `+${local}`)),
)

export const dottedVersion = numbers(1, 5)

export const debVersion = joined(
  maybe(fc.constantFrom('0:', '1:')),
  number,
  maybe(some(fc.constantFrom('.', '.1', '~', '~rc1', '+', 'a', 'Z', '-1', '.0', '~~', '0'))),
  maybe(some(fc.constantFrom('1', '0', '~bpo', '+b1', 'ubuntu', '.2')).map((revision) => `-${revision}`)),
)

export const gentooVersion = joined(
  numbers(1, 1),
  maybe(some(fc.constantFrom('0', '00', '01', '010', '1', '10', '2')).map((parts) => `.${parts}`)),
  maybe(some(fc.constantFrom('0', '001', '01', '1', '10'), '.').map((parts) => `.${parts}`)),
  maybe(fc.constantFrom('a', 'b', 'z')),
  maybe(some(suffix)),
  maybe(fc.constantFrom('-r0', '-r1', '-r10')),
)

export const rpmVersion = joined(
  maybe(fc.constantFrom('0:', '1:')),
  number,
  maybe(some(fc.constantFrom('.1', '.a', 'a', '~', '~rc1', '^', '^git1', '.0', '_2', '01'))),
  maybe(some(fc.constantFrom('1', '.el9', 'fc4', '~', '^', '.2')).map((release) => `-${release}`)),
)

export const gemVersion = joined(
  numbers(1, 3),
  maybe(some(fc.constantFrom('0', 'a', 'b', 'rc1', '1', 'pre', '00'), '.').map((parts) => `.${parts}`)),
)

export const mavenVersion = joined(
  number,
  maybe(
    some(
      joined(
        fc.constantFrom('.', '-', ''),
        fc.constantFrom(
          '0',
          '1',
          '2',
          '10',
          'alpha',
          'a1',
          'a',
          'b2',
          'm',
          'rc',
          'cr',
          'SNAPSHOT',
          'ga',
          'final',
          'sp',
          'x',
          'xyz',
        ),
      ),
    ),
  ),
)

export const nugetVersion = joined(numbers(1, 4), maybe(some(identifier, '.').map((pre) => `-${pre}`)))
export const genericVersion = joined(
  number,
  maybe(some(fc.constantFrom('.', '.0', '-rc', 'b', ' SP', '2', '-R1', 'dev'))),
)
export const conanVersion = joined(
  numbers(1, 3),
  maybe(fc.constantFrom('a', '.a', '.1a', '.10')),
  maybe(some(identifier, '.').map((pre) => `-${pre.toLowerCase()}`)),
  maybe(fc.constantFrom('+1', '+b.0')),
)
export const opensslVersion = joined(
  numbers(3, 3),
  fc.constantFrom('', 'a', 'z', 'za', '-dev', '-alpha1', '-beta2', '-pre10'),
)

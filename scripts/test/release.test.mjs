// A release in a small house, with an npm that writes down what it is asked.
import { chmodSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inOrder } from '../release/order.mjs'
import { faultsOf } from '../release/tagged.mjs'
import { house, oneRoom } from './house.mjs'

const pkg = (name, dependencies = {}) => ({ manifest: { name, version: '0.1.0', dependencies } })
const namesOf = (all) => all.map(({ manifest }) => manifest.name)

test('packages are published after all that they need', () => {
  const needs = (...names) => Object.fromEntries(names.map((name) => [name, '^0.1.0']))
  const all = [
    pkg('cli', needs('store', 'zod')),
    pkg('core', needs('store')),
    pkg('store', needs('errors')),
    pkg('errors'),
  ]
  expect(namesOf(inOrder(all))).toEqual(['errors', 'store', 'cli', 'core'])
})

test('a tag is the version of every package, and leaves no changeset behind', () => {
  expect(faultsOf('v0.1.0', [pkg('core'), pkg('store')], [])).toEqual([])
  expect(faultsOf('v0.2.0', [pkg('core')], ['red.md'])).toEqual([
    'core is 0.1.0, the tag is v0.2.0',
    '.changeset/red.md waits for the next version: npm run version',
  ])
})

describe('publishing', () => {
  /** Two packages, the second on the first, and an npm that has `out` already and refuses what matches `refused`. */
  function released({ out = 'nothing', refused = 'nothing', version = '0.1.0' }) {
    const home = house({
      ...oneRoom('core', '', { version, dependencies: { '@casewell/bus': `^${version}` } }),
      ...oneRoom('bus', '', { version }),
      'bin/npm': `#!/bin/sh
echo "$@" >> calls
case "$1 $2" in
  view*${out}*) echo '"${version}"' ;;
  view*) echo 'npm error code E404' >&2; exit 1 ;;
  publish*${refused}*) echo 'npm error 403 you may not' >&2; exit 1 ;;
esac
`,
    })
    chmodSync(join(home.dir, 'bin/npm'), 0o755)
    const env = { ...process.env, PATH: `${join(home.dir, 'bin')}${delimiter}${process.env.PATH}` }
    home.furnish('scripts')
    return { home, publish: (...args) => home.run(process.execPath, ['scripts/release/publish.mjs', ...args], { env }) }
  }
  const publishedIn = (home) => [...home.read('calls').matchAll(/^publish (.*)$/gm)].map(([, what]) => what)

  test('publishes what the registry has not got, and hands options on', () => {
    const { home, publish } = released({})
    expect(publish('--provenance')).toMatchObject({ code: 0, lines: expect.arrayContaining(['2 packages are out']) })
    const options = '--access public --loglevel=error --provenance'
    expect(publishedIn(home)).toEqual([`./packages/bus ${options}`, `./packages/core ${options}`])
  })

  test('goes on where a run before it stopped', () => {
    const { home, publish } = released({ out: 'bus' })
    expect(publish().lines).toEqual([
      'is out     @casewell/bus@0.1.0',
      'published  @casewell/core@0.1.0',
      '2 packages are out',
    ])
    expect(publishedIn(home)).toHaveLength(1)
  })

  test('stops at the first that is refused, so that nothing is out that needs it', () => {
    const { home, publish } = released({ refused: 'bus' })
    const { code, lines } = publish()
    expect([code, publishedIn(home).length]).toEqual([1, 1])
    expect(lines).toEqual([
      '@casewell/bus@0.1.0 was refused:',
      'npm error 403 you may not',
      'Nothing after it was tried. Mend the cause and run the same again: what is out is left alone.',
    ])
  })

  test('publishes nothing that has no version yet', () => {
    const { publish } = released({ version: '0.0.0' })
    expect(publish()).toMatchObject({
      code: 1,
      lines: expect.arrayContaining(['the packages have no version yet: npm run version']),
    })
  })
})

test('a version is deprecated in all packages with one sentence, and only if that is meant', () => {
  const home = house(oneRoom('bus', ''))
  home.furnish('scripts')
  const deprecate = (...args) => home.run(process.execPath, ['scripts/release/deprecate.mjs', ...args])
  expect(deprecate('0.1.1', 'install 0.1.2').lines).toEqual([
    'npm deprecate @casewell/bus@0.1.1 "install 0.1.2"',
    'Nothing was done. Say --yes to do it.',
  ])
  expect(deprecate('latest')).toMatchObject({ code: 2 })
})

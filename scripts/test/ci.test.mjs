import { describe, expect, test } from 'vitest'
import { house } from './house.mjs'

const said = 'skipped:\\n  a.test.ts > reads mails (needs data)\\n3 passed, 0 failed, 1 skipped\\n'

const onNewest = "printf '5 passed, 0 failed, 0 skipped\\nnode     passed\\n26.10.0  5\\n'"

/** A committed house whose tests and gates do as they are told. */
function committed({ test: tests = `printf '${said}'`, check = 'true', newest = onNewest }) {
  const scripts = { test: tests, check, 'test:nodes': newest }
  const home = house({ 'package.json': JSON.stringify({ name: 'house', scripts }) })
  home.furnish('.ci')
  home.write('.ci/run', home.read('.ci/run').replace(/^wanted=.*$/m, 'wanted=()')) // a test installs nothing
  home.git('init')
  home.git('add', '.')
  home.git('-c', 'user.name=ada', '-c', 'user.email=ada@example.org', 'commit', '-m', 'Build a house')
  return home
}

const ci = (home) => home.run('.ci/run', [])

describe('.ci/run', () => {
  test('repeats at its end what was skipped and why, and the counts', () => {
    const { code, stdout } = ci(committed({}))
    expect(stdout.trimEnd().split('\n').slice(-6)).toEqual([
      '== skipped',
      '  a.test.ts > reads mails (needs data)',
      '',
      expect.stringMatching(/^== \d+ s on \d+ cores, node v/),
      '3 passed, 0 failed, 1 skipped',
      'all passed',
    ])
    expect(code).toBe(0)
  })

  test('adds what a gate skipped and counted to what the tests did', () => {
    const { lines } = ci(committed({ check: `printf '${said}'` }))
    expect(lines.filter((line) => line === '  a.test.ts > reads mails (needs data)')).toHaveLength(4) // each where it ran, both at the end
    expect(lines.slice(-2)).toEqual(['6 passed, 0 failed, 2 skipped', 'all passed'])
  })

  test('runs the gates although the tests failed, and names both', () => {
    const { code, lines } = ci(committed({ test: 'exit 3', check: 'exit 4' }))
    expect(lines).toContain('FAILED: tests gates')
    expect(code).toBe(1)
  })

  test('shows what the newest Node made of the tests, and does not count them twice', () => {
    const { code, lines } = ci(committed({}))
    const at = lines.indexOf('== newest node')
    expect(lines.slice(at + 1, at + 3)).toEqual(['node     passed', '26.10.0  5'])
    expect(lines.at(-2)).toBe('3 passed, 0 failed, 1 skipped')
    expect(code).toBe(0)
  })

  test('fails, and tells all, when the tests fail on the newest Node', () => {
    const { code, lines } = ci(committed({ newest: "printf 'a test fell\\nat noon\\nsomewhere\\n' && exit 3 #" }))
    expect(lines).toContain('a test fell')
    expect(lines).toContain('FAILED: newest-node')
    expect(code).toBe(1)
  })

  test('fails when the run leaves something in the tree', () => {
    const { code, lines } = ci(committed({ check: 'touch left-over.txt' }))
    expect(lines).toContain('?? left-over.txt')
    expect(lines).toContain('FAILED: tree')
    expect(code).toBe(1)
  })
})

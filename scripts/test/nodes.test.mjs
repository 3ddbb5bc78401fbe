import { describe, expect, test } from 'vitest'
import { chosen, table, versions, wantedOn } from '../dev/nodes.mjs'
import { house } from './house.mjs'

describe('npm run test:nodes', () => {
  test('takes the machine’s own Node for its line, and the listed ones for the others', () => {
    expect(wantedOn('22.19.0', ['20.20.2', '22.23.3', '24.21.0'])).toEqual(['20.20.2', '22.19.0', '24.21.0'])
    expect(wantedOn('25.1.0')).toEqual(versions)
  })

  test('hands everything on to vitest but the choice of Nodes', () => {
    const wanted = ['20.20.2', '22.23.3', '26.10.0']
    expect(chosen(['packages/bus', '-t', 'BUS1'], wanted)).toEqual({
      nodes: wanted,
      rest: ['packages/bus', '-t', 'BUS1'],
    })
    expect(chosen(['--only=22,20', 'bus'], wanted)).toEqual({ nodes: ['22.23.3', '20.20.2'], rest: ['bus'] })
    expect(chosen(['--only=newest'], wanted)).toEqual({ nodes: ['26.10.0'], rest: [] })
    expect(chosen(['--only=18'], wanted)).toBeUndefined()
  })

  test('ends with a table: what each Node made of the tests, and why one did not', () => {
    const results = [
      { version: '22.23.3', code: 0, counts: [120, 0, 3], seconds: 61.4 },
      { version: '26.10.0', says: 'could not be fetched' },
      { version: '24.21.0', code: 1 },
    ]
    expect(table(results)).toEqual([
      'node     passed   failed   skipped  time',
      '22.23.3  120      0        3        61 s',
      '26.10.0  could not be fetched',
      '24.21.0  ended without a report',
    ])
  })

  test('refuses a line that is not promised', () => {
    const home = house({})
    home.furnish('scripts')
    home.tools()
    const refused = home.run(process.execPath, [
      '-e',
      "import('./scripts/dev/nodes.mjs').then((n) => n.testNodes(['--only=18'])).then((code) => process.exit(code))",
    ])
    expect(refused).toMatchObject({
      code: 2,
      lines: ['There is no such Node here. Say some of: 20, 22, 24, 26, newest.'],
    })
  })
})

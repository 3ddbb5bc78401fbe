// The gates of what users get bite, too: each of them finds the fault that is planted in a small house.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { house, manifest, oneRoom } from './house.mjs'

describe('what comes along', () => {
  const lock = (entries) => JSON.stringify({ packages: entries })
  const withZod = (zod, more = {}) => ({
    ...oneRoom('bus', '', { dependencies: { zod: '4' }, ...more }),
    'docs/a.md': '',
    'package-lock.json': lock({
      'packages/bus/node_modules/zod': { version: '4.0.0', license: 'MIT', ...zod },
      'node_modules/zod': { version: '3.0.0', license: 'GPL-3.0' }, // somebody else's
      'packages/bus/node_modules/zod/node_modules/deep': { version: '1.0.0', license: '(MIT OR GPL-2.0)' },
    }),
  })
  const found = async (files) => {
    const home = house(files)
    home.script('licences.mjs')
    return (await home.inspect('licences')).problems
  }

  test('is listed with its licence and whom it comes with', async () => {
    const home = house(withZod({ dependencies: { deep: '1' } }))
    home.script('licences.mjs')
    expect(await home.inspect('licences')).toMatchObject({ problems: [] })
    expect(home.read('docs/licences.md').split('\n').slice(-3)).toEqual([
      '| `deep` | 1.0.0 | (MIT OR GPL-2.0) | bus |',
      '| `zod` | 4.0.0 | MIT | bus |',
      '',
    ])
  })

  test('is told from what one may leave out', async () => {
    const home = house(
      withZod(
        {},
        { dependencies: {}, peerDependencies: { zod: '4' }, peerDependenciesMeta: { zod: { optional: true } } },
      ),
    )
    home.script('licences.mjs')
    expect(home.read('docs/licences.md')).toContain('| `zod` | 4.0.0 | MIT | bus (if you want it) |')
  })

  test.each([['GPL-3.0'], ['MIT AND GPL-3.0'], ['(MIT OR X) AND Y'], [undefined]])(
    'is not under %s',
    async (license) => {
      const [problem] = await found(withZod({ license }))
      expect(problem).toMatch(`zod@4.0.0, which comes with bus, is under ${license ?? 'no licence'}: not one of MIT,`)
    },
  )

  test('runs nothing when it is installed, not even deep down', async () => {
    expect(await found(withZod({ hasInstallScript: true }))).toEqual([
      'zod@4.0.0, which comes with bus, runs a script when it is installed',
    ])
  })

  test('is what the page says', async () => {
    const home = house(withZod({}))
    home.script('licences.mjs')
    home.write('docs/licences.md', home.read('docs/licences.md').replace('4.0.0', '3.0.0'))
    expect((await home.inspect('licences')).problems).toEqual([
      'docs/licences.md lacks: | `zod` | 4.0.0 | MIT | bus |',
      'docs/licences.md has, the lock file has not: | `zod` | 3.0.0 | MIT | bus |',
      'docs/licences.md is not what the lock file says (npm run format mends it)',
    ])
  })
})

describe('what npm would publish', () => {
  const types = { types: './lib/index.d.ts', default: './lib/index.js' }
  const whole = { '.': { import: types, require: { types: './lib/index.d.cts', default: './lib/index.cjs' } } }
  const files = {
    'lib/index.js': 'export const bus = 1\n',
    'lib/index.cjs': 'exports.bus = 1\n',
    'lib/index.d.ts': 'export declare const bus: number\n',
    'lib/index.d.cts': 'export declare const bus: number\n',
  }
  /** A tarball with these files, for the gates; ours come from npm itself. */
  const tarball = (more) => {
    const given = {
      name: '@casewell/bus',
      engines: { node: '>=20' },
      version: '1.0.0',
      type: 'module',
      license: 'MIT',
      sideEffects: false,
      ...more,
    }
    const all = {
      ...files,
      'package.json': JSON.stringify({ main: './lib/index.cjs', types: './lib/index.d.cts', ...given }),
    }
    const home = house(Object.fromEntries(Object.entries(all).map(([name, text]) => [`package/${name}`, text])))
    home.run('tar', ['czf', 'bus.tgz', 'package'])
    return new Map([['@casewell/bus', join(home.dir, 'bus.tgz')]])
  }
  const problems = async (gate, more) => (await house({}).inspect(gate, tarball(more))).problems

  test('is clean to publint, which finds types that nobody would look for', async () => {
    expect(await problems('publint', { exports: whole })).toEqual([])
    const late = { '.': { ...whole['.'], import: { default: './lib/index.js', types: './lib/index.d.ts' } } }
    const [problem] = await problems('publint', { exports: late })
    expect(problem).toMatch(/^@casewell\/bus: .*exports\["\."\]\.import\.types should be the first/)
  })

  test('may say nothing that publint only suggests otherwise', async () => {
    const [problem] = await problems('publint', { exports: whole, type: undefined, main: './lib/index.js' })
    expect(problem).toMatch(/^@casewell\/bus: /)
  })

  test('has no door whose types are of another kind than its code', async () => {
    expect(await problems('resolution', { exports: whole })).toEqual([])
    const masked = { '.': { import: types, require: { types: './lib/index.d.ts', default: './lib/index.cjs' } } }
    expect(await problems('resolution', { exports: masked })).toEqual([
      '@casewell/bus: FalseESM (/node_modules/@casewell/bus/lib/index.d.ts, /node_modules/@casewell/bus/lib/index.cjs)',
    ])
  })

  test('may hide small doors from node10, never the main one', async () => {
    expect(await problems('resolution', { exports: { ...whole, './events': whole['.'] } })).toEqual([])
    const blind = { exports: whole, main: './lib/gone.cjs', types: './lib/gone.d.cts' }
    expect(await problems('resolution', blind)).toEqual(['@casewell/bus: NoResolution (door ".", node10)'])
  })

  test('has types at all', async () => {
    const bare = { exports: { '.': './lib/index.js' }, types: undefined }
    expect(await problems('resolution', bare)).not.toEqual([])
  })
})

describe('the weight of a door', () => {
  const bus = (source) => {
    const home = house({ ...oneRoom('bus', source), 'docs/size-budget.json': '{"@casewell/bus":{"min":30,"gzip":60}}' })
    home.link('@casewell/bus', 'packages/bus')
    return home
  }

  test('stays within its budget', async () => {
    expect(await bus('export const a = 1\n').inspect('sizes')).toEqual({
      problems: [],
      summary: '1 doors within their budgets, 0 contracts within 6 kB',
    })
  })

  test('is named with its budget when it has grown over it', async () => {
    const { problems } = await bus(`export const a = '${'casewell'.repeat(9)}'\n`).inspect('sizes')
    expect(problems).toEqual(['@casewell/bus weighs 97 bytes (min), its budget is 30'])
  })

  test('needs a budget, and a budget a door', async () => {
    const home = bus('export const a = 1\n')
    home.write('docs/size-budget.json', '{"@casewell/tram":{"min":30,"gzip":60}}')
    expect((await home.inspect('sizes')).problems).toEqual([
      '@casewell/bus has no budget in docs/size-budget.json (npm run renew)',
      'docs/size-budget.json: there is no door @casewell/tram',
    ])
  })
})

describe('the public API', () => {
  const told = '/** A number. */\nexport declare const a: number\n'
  const bus = (declarations) => {
    const home = house({ ...oneRoom('bus', ''), 'packages/bus/dist/types/index.d.ts': declarations })
    home.link('@casewell/bus', 'packages/bus')
    return home
  }

  test('is what was written down, until it changes', async () => {
    const home = bus(told)
    expect((await home.inspect('api')).problems[0]).toBe('docs/api-reports/bus.api.md is missing')
    expect(home.script('renew.mjs')).toMatchObject({ code: 0 })
    expect(await home.inspect('api')).toMatchObject({ problems: [] })
    expect(await home.inspect('sizes')).toMatchObject({ problems: [] }) // its budget was written, too
    home.write('packages/bus/dist/types/index.d.ts', `${told}/** A word. */\nexport declare const b: string\n`)
    expect((await home.inspect('api')).problems).toEqual([
      'docs/api-reports/bus.api.md is not what the code says:',
      '  @@ -8,2 +8,4 @@',
      '   export const a: number;',
      '  +',
      '  +export const b: string;',
      '   ```',
      'docs/api-reports differs: if users shall have that, `npm run renew` writes it',
    ])
  })

  test('has no name that does not say what it is', async () => {
    const home = bus(`${told}export declare const b: string\n`)
    home.script('renew.mjs')
    expect((await home.inspect('api')).problems).toEqual([
      'packages/bus/src/index.ts: b is public and does not say what it is',
    ])
  })

  test('is not guessed where nothing is built', async () => {
    expect((await house(oneRoom('bus', '')).inspect('api')).problems).toEqual([
      '@casewell/bus is not built (npm run build)',
    ])
  })

  test('has no function without an example, however it was written', async () => {
    const add = '/** Adds.\n * @example\n * add() */\nexport declare function add(): void\n'
    const home = bus(add)
    home.script('renew.mjs')
    expect(await home.inspect('api')).toMatchObject({
      problems: [],
      summary: '1 doors, 1 names, each says what it is; 1 functions, each with an example',
    })
    home.write(
      'packages/bus/dist/types/index.d.ts',
      `${add}/** Takes. */\nexport declare const take: () => void\n/** A number. */\nexport declare const a: number\n`,
    )
    home.script('renew.mjs')
    expect((await home.inspect('api')).problems).toEqual([
      'packages/bus/src/index.ts: take is public and has no @example of how to call it',
    ])
  })
})

test('what nobody uses is found: files, exports and dependencies', () => {
  const home = house({
    'package.json': JSON.stringify({ name: 'house', private: true, type: 'module', workspaces: ['packages/*'] }),
    'packages/bus/package.json': manifest('bus', { dependencies: { idle: '1' } }),
    'packages/bus/src/index.ts': "export { a } from './a.ts'\n",
    'packages/bus/src/a.ts': 'export const a = 1\nexport const alone = 2\n',
    'packages/bus/src/dead.ts': 'export const dead = 1\n',
  })
  home.furnish('tooling/knip.jsonc')
  const { code, lines } = home.tool('knip', '--config', 'tooling/knip.jsonc', '--no-progress', '--no-config-hints')
  expect(code).toBe(1)
  const found = lines.filter((line) => line.includes('packages/bus')).map((line) => line.trim().split(/\s+/)[0])
  expect(found).toEqual(['packages/bus/src/dead.ts', 'idle', 'alone'])
})

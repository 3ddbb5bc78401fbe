// Every gate bites: a fault is planted in a small house and the gate names it.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { house, manifest, oneRoom, root } from './house.mjs'

const problems = async (gate, files) => (await house(files).inspect(gate)).problems

describe('dependencies', () => {
  const bus = (source, more, files) => ({
    'package.json': '{"devDependencies":{"vitest":"1"}}',
    ...oneRoom('bus', source, more),
    ...files,
  })

  test('are what src imports', async () => {
    const source =
      "import { z } from 'zod'\nimport type { A } from '@scope/a/door'\nimport 'node:fs'\nimport 'fs/promises'\n"
    expect(await problems('dependencies', bus(source, { dependencies: { zod: '4', '@scope/a': '1' } }))).toEqual([])
  })

  test('name everything that src imports', async () => {
    expect(await problems('dependencies', bus("import type { A } from 'zod/v4'\n"))).toEqual([
      'packages/bus: src imports zod, its dependencies do not name it',
    ])
  })

  test('name nothing else', async () => {
    expect(await problems('dependencies', bus('', { dependencies: { zod: '4' } }))).toEqual([
      'packages/bus: its dependencies name zod, nothing in src imports it',
    ])
  })

  test('hold the types of what src imports, and of nothing else', async () => {
    const types = { dependencies: { a: '1', '@types/a': '1', '@types/b': '1' } }
    expect(await problems('dependencies', bus("import 'a'\n", types))).toEqual([
      'packages/bus: its dependencies name @types/b, nothing in src imports it',
    ])
  })

  test('may be optional peers that are loaded by name', async () => {
    const peers = { peerDependencies: { libsql: '1', other: '1' } }
    expect(await problems('dependencies', bus("load('libsql')\n", peers))).toEqual([
      'packages/bus: its dependencies name other, nothing in src imports it',
    ])
  })

  test('of the tests are named in devDependencies, there or at the root', async () => {
    const tests = { 'packages/bus/test/bus.test.ts': "import 'vitest'\nimport 'cloudevents'\n" }
    expect(await problems('dependencies', bus('', { devDependencies: { idle: '1' } }, tests))).toEqual([
      'packages/bus: test imports cloudevents, its devDependencies do not name it',
      'packages/bus: its devDependencies name idle, no test imports it',
    ])
  })
})

describe('rules', () => {
  const spec = (text, quoting) => ({
    ...oneRoom('bus', ''),
    ...(text && { 'packages/bus/SPEC.md': text }),
    'packages/bus/test/deep/bus.test.ts': quoting,
  })

  test('stand in SPEC.md and in the tests alike', async () => {
    const { problems: found, summary } = await house(spec('- **BUS1** is.', "test('[BUS1] is')")).inspect('rules')
    expect(found).toEqual([])
    expect(summary).toBe('1 packages, 1 rules, each quoted by a test')
  })

  test('that no test quotes, or no page knows, are named', async () => {
    expect(await problems('rules', spec('- **BUS1** is.', "test('[BUS2] is')"))).toEqual([
      'packages/bus: no test quotes BUS1 of SPEC.md',
      'packages/bus: a test quotes BUS2, SPEC.md has no such rule',
    ])
  })

  test('have names of their own', async () => {
    expect(await problems('rules', spec('- **A1** is.\n- **A1** was.', "test('[A1] is')"))).toEqual([
      'packages/bus: A1 stands twice in SPEC.md',
    ])
  })

  test('exist at all', async () => {
    expect(await problems('rules', spec('', ''))).toEqual(['packages/bus has no SPEC.md'])
    expect(await problems('rules', spec('nothing', ''))).toEqual(['packages/bus: SPEC.md promises nothing'])
  })
})

describe('changesets', () => {
  const announced = (files) => ({ '.changeset/README.md': '# Changesets', ...oneRoom('bus', ''), ...files })

  test('announce every package, or its changelog does', async () => {
    const changeset = { '.changeset/first.md': "---\n'@casewell/bus': minor\n---\n\nThe bus speaks.\n" }
    expect(await problems('changesets', announced(changeset))).toEqual([])
    expect(await problems('changesets', announced({ 'packages/bus/CHANGELOG.md': '# 1.0.0' }))).toEqual([])
    expect(await problems('changesets', announced({}))).toEqual([
      'packages/bus: no changeset names it and it has no CHANGELOG.md (npx changeset)',
    ])
  })

  test('name packages that exist and tell their reader something', async () => {
    const changelog = { 'packages/bus/CHANGELOG.md': '# 1.0.0' }
    const bad = { '.changeset/a.md': '---\n"@casewell/tram": patch\n---\n', '.changeset/b.md': '---\n---\nNothing.\n' }
    expect(await problems('changesets', announced({ ...changelog, ...bad }))).toEqual([
      '.changeset/a.md: there is no @casewell/tram',
      '.changeset/a.md tells its reader nothing',
      '.changeset/b.md names no package',
    ])
  })
})

describe('the type checker', () => {
  test.each([
    ['// @ts-ignore', 'switches the type checker off'],
    ['// @ts-nocheck', 'switches the type checker off'],
    ['// @ts-expect-error', 'switches the type checker off'],
    ['// biome-ignore lint/suspicious/noExplicitAny: because', 'lets `any` in'],
    ['// biome-ignore lint/suspicious: because', 'lets `any` in'],
    ['// biome-ignore-all lint: because', 'lets `any` in'],
    ['// oxlint-disable-next-line', 'switches a type-aware rule off'],
  ])('is not talked out of it by %s', async (line, says) => {
    expect(await problems('escapes', oneRoom('bus', `\n${line}\n`))).toEqual([
      `packages/bus/src/index.ts:2 ${says}: ${line}`,
    ])
  })

  test('does not mind a reasoned word to another rule', async () => {
    const line = '// biome-ignore lint/suspicious/noControlCharactersInRegex: the RFC has them'
    expect(await problems('escapes', oneRoom('bus', line))).toEqual([])
  })

  test('finds an any, wherever it hides in src', () => {
    const home = house({
      '.gitignore': '',
      'packages/bus/src/index.ts':
        'export const a: any = 1\nexport const b = 1 as any\nexport function c(x: Set<any>): unknown {\n  return x\n}\n',
    })
    home.git('init')
    home.furnish('tooling/lint.json')
    const { code, lines } = home.tool('biome', 'ci', '--config-path', 'tooling/lint.json', '--colors=off')
    expect(code).toBe(1)
    expect(
      lines.filter((line) => line.includes('lint/suspicious/noExplicitAny')).map((line) => line.split(' ')[0]),
    ).toEqual(['packages/bus/src/index.ts:1:17', 'packages/bus/src/index.ts:2:23', 'packages/bus/src/index.ts:3:26'])
  })
})

test('a promise that nobody awaits is found, and a value that came out of JSON unseen', () => {
  const source =
    "import { readFile } from 'node:fs/promises'\nreadFile('a')\nexport const a: string = JSON.parse('1')\n"
  const home = house({
    'packages/bus/tsconfig.json': '{"extends":"../../tsconfig.base.json"}',
    'packages/bus/a.ts': source,
  })
  home.furnish('tooling/oxlint.json', 'tsconfig.base.json')
  home.tools()
  const { code, lines } = home.tool('oxlint', '--type-aware', '-c', 'tooling/oxlint.json', '--format=unix', 'packages')
  expect(code).toBe(1)
  expect(lines.filter((line) => line.startsWith('packages/')).map((line) => line.split(': ')[0])).toEqual([
    'packages/bus/a.ts:2:1',
    'packages/bus/a.ts:3:14',
  ])
})

describe('paths of one machine', () => {
  const slash = '/'
  const found = async (file, text) => {
    const home = house({ [file]: text, '.gitignore': 'kept-out/', 'kept-out/a.md': `${slash}home/ada/x` })
    home.git('init')
    return (await home.inspect('machine-paths')).problems
  }

  test.each(['work/a.ts', 'home/ada/a.ts', 'Users/ada/a.ts', 'root/a', 'tmp/a'])('are named: %s', async (path) => {
    const text = `one\nopen('${slash}${path}')`
    expect(await found('docs/a.md', text)).toEqual([`docs/a.md:2 open('${slash}${path}')`])
    expect(await found('docs/a.md', `file://${slash}${path}`)).toEqual([`docs/a.md:1 file://${slash}${path}`])
  })

  test.each(['https://example.org/work/a', 'https://work/a', '../work/a', '$HOME/work/a', 'src/tmp/a'])(
    'are not these: %s',
    async (text) => {
      expect(await found('docs/a.md', text)).toEqual([])
    },
  )

  test('may be temporary in a test, never personal', async () => {
    expect(await found('packages/bus/test/a.test.ts', `${slash}tmp/a`)).toEqual([])
    expect(await found('packages/bus/test/a.test.ts', `${slash}home/ada/a`)).toHaveLength(1)
  })
})

describe('the page of errors', () => {
  const catalogue = `import { errorCatalogue } from '@casewell/errors'
export const parkingErrors = errorCatalogue('parking', {
  full: { says: (d: { spaces: number }) => \`all \${d.spaces} | spaces are taken.\`, hint: 'Wait.' },
  lost: { says: (d: { cars: string[] }) => \`nobody finds \${d.cars.join(', ')}.\`, hint: 'Ask.' },
  closed: { says: () => 'closed.', hint: 'Come back at seven.' },
})\n`
  const parking = (text) => {
    const home = house({ ...oneRoom('parking', ''), 'packages/parking/src/errors.ts': text, 'docs/a.md': '' })
    home.tools()
    return home
  }
  const page = (home, ...flags) =>
    home.run(process.execPath, ['--import', 'tsx', '--conditions=@casewell/source', script, ...flags])
  const script = join(root, 'scripts/errors/page.mjs')

  test('is written from the catalogues, and the gate then agrees', async () => {
    const home = parking(catalogue)
    expect(page(home, '--write')).toMatchObject({ code: 0, lines: ['1 catalogues, 3 errors, all in docs/errors.md'] })
    expect(home.read('docs/errors.md').split('\n').slice(-4)).toEqual([
      '| `parking/full` | all {spaces} \\| spaces are taken. | Wait. |',
      '| `parking/lost` | nobody finds {cars}. | Ask. |',
      '| `parking/closed` | closed. | Come back at seven. |',
      '',
    ])
    expect((await home.inspect('errors')).problems).toEqual([])
  })

  test('that differs is named line by line', async () => {
    const home = parking(catalogue)
    page(home, '--write')
    home.write('docs/errors.md', home.read('docs/errors.md').replace('Ask.', 'Despair.'))
    expect((await home.inspect('errors')).problems).toEqual([
      'docs/errors.md lacks: | `parking/lost` | nobody finds {cars}. | Ask. |',
      'docs/errors.md has, no catalogue says: | `parking/lost` | nobody finds {cars}. | Despair. |',
      'docs/errors.md is not what the catalogues say (npm run format mends it)',
    ])
  })

  test('tells of a code of another area, of a silent hint and of a message that computes', async () => {
    const home = parking(`import { errorCatalogue } from '@casewell/errors'
export const errors = errorCatalogue('garage', {
  full: { says: () => 'full.', hint: ' ' },
  slow: { says: (d: { ms: number }) => \`took \${d.ms / 1000} s.\`, hint: 'Wait.' },
})\n`)
    expect(page(home, '--write').lines).toEqual([
      'packages/parking: the message of garage/slow computes: give it the number that it shows (took NaN s.)',
      'packages/parking: garage/full is not of the area "parking"',
      'packages/parking: garage/full does not say what to do',
      '3 problems',
    ])
  })

  test('tells of a tone that helps nobody at three in the morning', () => {
    const home = parking(`import { errorCatalogue } from '@casewell/errors'
export const errors = errorCatalogue('parking', {
  odd: { says: (d: { car: string }) => \`invalid \${d.car}!\`, hint: 'Please try again' },
  even: { says: (d: { what: string }) => \`a \${d.what} stands there.\`, hint: 'Wait.' },
})\n`)
    expect(page(home, '--write').lines).toEqual([
      'packages/parking: parking/odd says "invalid": say what happened, or what to do (invalid {car}!)',
      'packages/parking: parking/odd ends without a full stop: invalid {car}!',
      'packages/parking: parking/odd says "Please": say what happened, or what to do (Please try again)',
      'packages/parking: parking/odd ends without a full stop: Please try again',
      'packages/parking: parking/even says "a {…}", which reads badly before a vowel: a {what} stands there.',
      '5 problems',
    ])
  })
})

describe('the lock file', () => {
  const lock = (packages) => house({ 'package-lock.json': JSON.stringify({ packages }) }).script('check-lock.mjs')

  test('names no registry host', () => {
    const { code, lines } = lock({ 'node_modules/a': { resolved: 'https://registry.example/a.tgz' } })
    expect(code).toBe(1)
    expect(lines[0]).toBe('host: node_modules/a https://registry.example/a.tgz')
  })

  test('holds every optional package that it names', () => {
    const { code, lines } = lock({
      'node_modules/a': { version: '1', optionalDependencies: { 'a-linux': '1', 'a-mac': '1' } },
      'node_modules/a-linux': {},
    })
    expect(code).toBe(1)
    expect(lines[0]).toBe('node_modules/a@1 lacks 1/2: a-mac…')
  })
})

describe('manifests', () => {
  test('that differ are named, and mended', () => {
    const home = house({ 'packages/bus/package.json': manifest('bus', { description: 'A bus.' }) })
    expect(home.script('manifests.mjs')).toMatchObject({ code: 1 })
    expect(home.script('manifests.mjs', '--write')).toMatchObject({ code: 0 })
    expect(home.script('manifests.mjs')).toMatchObject({ code: 0 })
    expect(JSON.parse(home.read('packages/bus/package.json')).exports['.'].require.default).toBe('./dist/index.cjs')
  })
})

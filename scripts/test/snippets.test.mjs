import { describe, expect, test } from 'vitest'
import { bareExamples, extract } from '../snippets/extract.mjs'
import { house, oneRoom } from './house.mjs'

const fence = '```'
const page = (...lines) => lines.join('\n')

describe('a ts block', () => {
  test('is taken with its line, and with the plain block right after it as what it prints', () => {
    const text = page('# A', '', `${fence}ts`, 'log(1)', fence, '', fence, '1', fence)
    expect(extract('a.md', text)).toEqual([{ line: 3, body: 'log(1)\n', prints: '1\n', says: [], noRun: undefined }])
  })

  test('says in comments what it prints: behind a console.log, or right below it', () => {
    const said = (...lines) => extract('a.md', page(`${fence}ts`, ...lines, fence))[0].says
    expect(said('console.log(1) // 1', "console.log('b)') // b)", 'open() // once')).toEqual(['1', 'b)'])
    expect(said('for (const x of all) console.log(x)', '// [ 1,', '//   2 ]', '', '// not this')).toEqual(['[ 1, 2 ]'])
    expect(said('console.log(1)', 'log(2)', '// 2', '// console.log(3) // 3')).toEqual([])
  })

  test('prints nothing that a sentence stands before', () => {
    const text = page(`${fence}ts`, 'log(1)', fence, 'In a shell:', fence, '1', fence)
    expect(extract('a.md', text)).toMatchObject([{ prints: undefined }])
  })

  test('is not one of another language', () => {
    expect(extract('a.md', page(`${fence}sh`, 'ls', fence, `${fence}tsx`, '<a/>', fence, fence, 'ts', fence))).toEqual(
      [],
    )
  })

  test('may stand indented, in a list', () => {
    const text = page('1. one', `   ${fence}ts`, '   log(1)', `   ${fence}`)
    expect(extract('a.md', text)).toMatchObject([{ line: 2, body: '   log(1)\n' }])
  })

  test('gives the reason why it is not run', () => {
    const text = (info) => page(`${fence}ts ${info}`, 'log(1)', fence)
    expect(extract('a.md', text('no-run: needs a mail server'))).toMatchObject([{ noRun: 'needs a mail server' }])
    expect(extract('a.md', text('no-run'))).toMatchObject([{ noRun: '' }])
  })

  test('is found in the comments of a source file, not in its code', () => {
    const text = page(
      '/**',
      ' * @example',
      ` * ${fence}ts`,
      ' * log(1)',
      ` * ${fence}`,
      ' */',
      `const a = \`${fence}ts`,
      `${fence}\``,
    )
    expect(extract('a.ts', text)).toMatchObject([{ line: 3, body: 'log(1)\n' }])
  })
})

test('an @example without a ts block is nobody’s example', () => {
  const text = page(
    '/**',
    ' * @example log(1)',
    ' */',
    '/**',
    ' * @example',
    ` * ${fence}ts`,
    ' * log(2)',
    ` * ${fence}`,
    ' */',
  )
  expect(bareExamples('a.ts', text)).toEqual([2])
})

describe('snippets', () => {
  const readme = page('# Bus', `${fence}ts`, "const a: number = 'one'", fence)
  const snippets = (files) => {
    const home = house({ 'README.md': '# House', ...oneRoom('bus', ''), ...files })
    home.furnish('tsconfig.base.json')
    home.tools()
    return { home, ...home.script('snippets.mjs') }
  }

  test('keep their lines, so that the type checker points at the page', () => {
    const { home, lines } = snippets({ 'packages/bus/README.md': readme })
    expect(lines).toEqual(['1 snippets of 3 files'])
    const checked = home.tool('tsc', '-p', '.snippets/tsconfig.json')
    expect(checked.code).not.toBe(0)
    expect(checked.lines[0]).toMatch(/packages_bus_README_md_L2\.ts\(3,7\): error TS2322/)
  })

  test('of pages that changed replace the old ones', () => {
    const { home } = snippets({ 'packages/bus/README.md': readme, '.snippets/old_L1.ts': '' })
    expect(home.run('ls', ['.snippets']).lines).toEqual([
      'package.json',
      'packages_bus_README_md_L2.ts',
      'tsconfig.json',
    ])
  })

  test('without a reason for not being run are named', () => {
    const { code, lines } = snippets({ 'docs/a.md': page(`${fence}ts no-run`, '', fence) })
    expect(code).toBe(1)
    expect(lines[0]).toBe('docs/a.md:1 is not run and gives no reason')
  })

  test('run: what a page says that it prints, it prints', () => {
    const says = (printed) => page(`${fence}ts`, "console.log('%d ways', 2)", fence, '', fence, printed, fence)
    const { home } = snippets({
      'README.md': says('2 ways'),
      'docs/a.md': says('3 ways'),
      'docs/b.md': page(`${fence}ts`, 'throw new Error("no")', fence),
      'docs/c.md': page(`${fence}ts`, 'for (const x of [1, [2], 3]) console.log(x)', '// 1', '// [ 2 ]', fence),
      'docs/d.md': page(`${fence}ts`, 'console.log(12) // 1', fence),
      'docs/e.md': page(`${fence}ts`, 'console.log(1) // 2', 'console.log(2) // 1', fence),
    })
    home.furnish('tooling/vitest.config.ts', 'docs/test/snippets.test.ts')
    const { code, lines } = home.run('vitest', ['run', '--config', 'tooling/vitest.config.ts', '--reporter=json'])
    const report = JSON.parse(lines.find((line) => line.startsWith('{')))
    const status = Object.fromEntries(report.testResults[0].assertionResults.map((t) => [t.title, t.status]))
    expect(status).toEqual({
      'README.md:1': 'passed',
      'docs/a.md:1': 'failed',
      'docs/b.md:1': 'failed',
      'docs/c.md:1': 'passed',
      'docs/d.md:1': 'failed',
      'docs/e.md:1': 'failed',
    })
    expect(code).toBe(1)
  })
})

import { execSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { isBuilt, packed, quietNpm } from '../../../tooling/tarballs.ts'

const root = resolve(import.meta.dirname, '../../..')
const guide = readFileSync(join(root, 'docs/writing-a-channel.md'), 'utf8')
const names = ['errors', 'bus', 'store', 'core', 'channel'].map((name) => `@casewell/${name}`)

const scratch = mkdtempSync(join(tmpdir(), 'casewell-guide-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** The blocks of a language, in their order, each with the paragraph before it. */
const blocks = (language: string): readonly { readonly before: string; readonly code: string }[] =>
  [...guide.matchAll(/([^\n]*)\n\n```(\w+)\n([\s\S]*?)```/g)]
    .filter(([, , is]) => is === language)
    .map(([, before = '', , code = '']) => ({ before, code }))

/** Files that the guide names: "`vendor.ts`:" at the end of a paragraph, or "`channel.test.ts` is …". */
const files = [...blocks('ts'), ...blocks('tsx')].flatMap(({ before, code }) => {
  const name = /`([\w.]+\.ts)`(?::$| is )/.exec(before)?.[1]
  return name === undefined ? [] : [{ name, code }]
})

test.skipIf(!isBuilt)(
  'whoever follows the guide word for word, from an empty folder, has proved a channel (needs the built packages)',
  () => {
    const folder = join(scratch, 'my-channel')
    mkdirSync(folder)
    const tarballs = new Map([...packed()].filter(([name]) => names.includes(name)))
    const say = (line: string): string => {
      // Before our packages are published, their names stand for their tarballs; those below come along.
      const words = line.split(' ').map((word) => tarballs.get(word) ?? word)
      const below = line.includes('@casewell/') ? [...tarballs.values()].filter((file) => !words.includes(file)) : []
      return execSync([...words, ...below].join(' '), {
        cwd: folder,
        env: quietNpm,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      })
    }
    const [beginning, proof] = blocks('sh')
    for (const line of beginning?.code.trim().split('\n') ?? []) say(line)
    expect(files.map(({ name }) => name)).toEqual(['channel.ts', 'vendor.ts', 'channel.test.ts'])
    for (const { name, code } of files) writeFileSync(join(folder, name), code)
    const report = say(`${proof?.code.trim() ?? ''} --reporter=json`)
    const { numPassedTests, numTotalTests } = JSON.parse(report) as { numPassedTests: number; numTotalTests: number } // vitest's documented shape
    expect(numPassedTests).toBe(numTotalTests)
    expect(numTotalTests).toBeGreaterThan(40)
    const compiler = {
      strict: true,
      module: 'nodenext',
      target: 'es2022',
      noEmit: true,
      allowImportingTsExtensions: true,
      types: ['node'],
    }
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...compiler, skipLibCheck: true } }),
    )
    expect(say('npx tsc || true')).toBe('')
  },
  300_000,
)

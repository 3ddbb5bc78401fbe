import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { conform, knowledgeRules } from '@casewell/knowledge/conformance'
import { describe, expect, test } from 'vitest'
import { bundledAll } from '../../../tooling/bundled.ts'
import { wiki } from '../outside/wiki.ts'
import { bundles, here, pieceNames, pieces, programs, read } from './programs.ts'

const run = promisify(execFile)
const files = await bundledAll(pieceNames.map((name) => resolve(here, `${name}.ts`)))
/** Modules that wait at their top run one after another in a bundle; Node lets neighbours wait side by side. */
const unbundled = [
  '--import',
  import.meta.resolve('tsx'),
  '--conditions=@casewell/source',
  resolve(here, 'together.ts'),
]
const startOf = (name: string): readonly string[] => [files.get(name) ?? unbundled].flat()
const lines = (file: string): readonly string[] => read(file).trimEnd().split('\n')

describe.each(programs)('the program %s', (name) => {
  test('is at most fifteen lines', () => expect(lines(`${name}.ts`).length).toBeLessThanOrEqual(15))

  test('prints what it says it prints', async () => {
    const { stdout, stderr } = await run(process.execPath, startOf(name), { cwd: here })
    expect([stdout, stderr]).toEqual([read(`expected/${name}.txt`), ''])
  })

  test('stands in the README word for word, with what it prints', () => {
    expect(read('README.md')).toContain(`\`\`\`tsx\n${read(`${name}.ts`)}\`\`\``)
    expect(read('README.md')).toContain(`\`\`\`\n${lines(`expected/${name}.txt`).slice(-3).join('\n')}\n\`\`\``)
  })
})

test.each(pieceNames)('the README says what comes along with %s', (name) => {
  const columns = [pieces[name].names, pieces[name].along, bundles[name]].map((some) => some.join(', '))
  expect(read('README.md')).toContain(`| ${name} | ${columns.join(' | ')} |`)
})

test('all together say what each says alone, and then what they say to each other', () => {
  const alone = pieceNames.flatMap((name) => lines(`expected/${name}.txt`))
  const together = lines('expected/together.txt')
  expect([...together.slice(0, alone.length)].sort()).toEqual([...alone].sort())
  expect(together.length).toBe(alone.length + 3)
})

test('all together are the four pieces and nothing that they do not import', () => {
  const imported = lines('together.ts').flatMap((line) => /from '\.\/(\w+)\.ts'/.exec(line)?.[1] ?? [])
  expect(imported.sort()).toEqual([...pieceNames, 'bus'].sort())
})

describe("the stranger's wiki keeps the contract of a knowledge store:", () =>
  conform(test, knowledgeRules, async () => {
    const store = wiki()
    return { store, close: () => store.close() }
  }))

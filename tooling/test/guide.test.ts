import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { follow, stepsOf, strayFiles } from '../guide.ts'

const fence = '```'
const block = (language: string, text: string): string => `${fence}${language}\n${text}\n${fence}\n`
const guide = (says: string, code = "import { sep } from 'node:path'\n\nexport const one = sep"): string =>
  [
    `# A guide\n\nFirst, \`one.ts\`:\n`,
    block('ts', code),
    block('sh', 'ls\ncat one.ts | wc -l'),
    block('', says),
    `Only to be read:\n`,
    block('ts', 'nonsense('),
  ].join('\n')

let scratch = ''
let count = 0
const folder = (): string => join(scratch, `${++count}`)
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'casewell-guides-'))
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

describe('a guide', () => {
  test('is files that it names, and lines for the shell with what they print', () =>
    expect(stepsOf(guide('3'))).toEqual([
      { is: 'file', name: 'one.ts', text: "import { sep } from 'node:path'\n\nexport const one = sep\n" },
      { is: 'say', lines: ['ls', 'cat one.ts | wc -l'], prints: '3\n' },
    ]))

  test('that says the truth is followed to its end', () => {
    const mine = folder()
    expect(follow(guide('3'), mine)).toEqual([
      { line: 'ls', prints: 'one.ts\nvitest.config.mjs\n' },
      { line: 'cat one.ts | wc -l', prints: '3\n' },
    ])
    expect(readFileSync(join(mine, 'one.ts'), 'utf8')).toContain('sep')
  })

  test.each([
    ['that promises another output', guide('4'), /prints\n3\nand the guide says\n4/],
    ['whose line fails', guide('3').replace('ls\n', 'cat two.ts\n'), /two\.ts/],
    ['that forgets to install what a file imports', guide('1', "export * from 'zod'"), /npm install zod/],
    ['whose file TypeScript refuses', guide('1', 'export const one: number = "1"'), /TS2322/],
  ])('%s is not', (_, wrong, reason) => expect(() => follow(wrong, folder())).toThrow(reason))

  test('and its example have the same files', () => {
    const example = mkdtempSync(join(scratch, 'example-'))
    expect(strayFiles(guide('3'), example)).toEqual(['one.ts'])
    writeFileSync(join(example, 'one.ts'), "import { sep } from 'node:path'\n\nexport const one = sep\n")
    expect(strayFiles(guide('3'), example)).toEqual([])
  })
})

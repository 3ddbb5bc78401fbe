import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { conform, knowledgeRules } from '@casewell/knowledge/conformance'
import { describe, expect, test } from 'vitest'
import { bundled } from '../../../tooling/bundled.ts'
import { markdownFolder } from '../markdown-folder.ts'

const main = await bundled(resolve(import.meta.dirname, '../main.ts'))
const mailbox = resolve(import.meta.dirname, '../../mailbox/articles')

/** Runs the program from source, and gives what it prints. */
const run = (...args: readonly string[]): string =>
  execFileSync(process.execPath, [main, ...args], { encoding: 'utf8' })

describe('a folder of Markdown keeps the contract of a knowledge store:', () =>
  conform(test, knowledgeRules, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'casewell-markdown-'))
    const store = await markdownFolder(folder)
    return {
      store,
      reopen: () => markdownFolder(folder),
      close: async () => {
        await store.close()
        rmSync(folder, { recursive: true })
      },
    }
  }))

test("a store of one's own is a file of at most sixty lines", () => {
  const lines = readFileSync(resolve(import.meta.dirname, '../markdown-folder.ts'), 'utf8')
    .trimEnd()
    .split('\n')
  expect(lines.length).toBeLessThanOrEqual(60)
})

describe('the knowledge base from the shell', () => {
  test('finds in a folder of Markdown what somebody asks, in any language, also misspelt', { timeout: 120_000 }, () => {
    expect(run(mailbox, 'pairing code expird')).toContain('The pairing code has expired')
    expect(run(mailbox, '配对码过期')).toContain('The pairing code has expired')
    expect(run(mailbox, 'xylophone')).toBe('Nothing found.\n')
  })

  test('names a file that is no article, and goes on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'casewell-markdown-'))
    writeFileSync(join(folder, 'bad.md'), '---\nlabels: 7\n---\n# Bad')
    writeFileSync(join(folder, 'good.md'), '# Good')
    const told: string[] = []
    const store = await markdownFolder(folder, (bad) => void told.push(bad))
    expect([
      (await store.list({ audience: 'public', proficiency: 'reader' }, { limit: 10 })).items.map(({ id }) => id),
      told,
    ]).toEqual([['good'], [expect.stringContaining('bad.md')]])
    rmSync(folder, { recursive: true })
  })
})

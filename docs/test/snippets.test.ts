import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { format } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

/** What scripts/snippets.mjs wrote on the first line of a snippet. */
interface Head {
  /** File and line of the block. */
  readonly origin: string
  /** What the page says that the block prints. */
  readonly prints?: string
  /** Why it is not run. */
  readonly noRun?: string
}

const dir = resolve(import.meta.dirname, '../../.snippets')

function headOf(file: string): Head {
  const [first = ''] = readFileSync(join(dir, file), 'utf8').split('\n', 1)
  return JSON.parse(first.slice('// '.length)) as Head // written by our own script just before
}

/** Runs a snippet and resolves to what it wrote on standard output. */
async function output(file: string): Promise<string> {
  const lines: string[] = []
  const keep = (...args: unknown[]) => void lines.push(format(...args))
  for (const method of ['log', 'info', 'table', 'dir'] as const) vi.spyOn(console, method).mockImplementation(keep)
  for (const method of ['warn', 'error'] as const) vi.spyOn(console, method).mockImplementation(() => {})
  await import(/* @vite-ignore */ join(dir, file))
  return lines.join('\n')
}

describe('a page says what its code does:', () => {
  const home = process.cwd()
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'casewell-snippet-'))
    process.chdir(folder) // what a snippet writes is no part of the house
  })

  afterEach(() => {
    vi.restoreAllMocks()
    process.chdir(home)
    rmSync(folder, { recursive: true, force: true })
  })

  for (const file of readdirSync(dir).filter((name) => name.endsWith('.ts'))) {
    const { origin, prints, noRun } = headOf(file)
    test.skipIf(noRun !== undefined)(noRun === undefined ? origin : `${origin} (${noRun})`, async () => {
      const printed = await output(file)
      if (prints !== undefined) expect(printed.trimEnd()).toBe(prints.trimEnd())
    })
  }
})

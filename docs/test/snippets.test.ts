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
  /** What its own comments say, in order, blanks as one; each is a whole print, or some that follow each other. */
  readonly says?: readonly string[]
  /** Why it is not run. */
  readonly noRun?: string
}

const dir = resolve(import.meta.dirname, '../../.snippets')

function headOf(file: string): Head {
  const [first = ''] = readFileSync(join(dir, file), 'utf8').split('\n', 1)
  return JSON.parse(first.slice('// '.length)) as Head // written by our own script just before
}

/** Runs a snippet and resolves to what it wrote on standard output, print by print. */
async function output(file: string): Promise<readonly string[]> {
  const lines: string[] = []
  const keep = (...args: unknown[]) => void lines.push(format(...args))
  for (const method of ['log', 'info', 'table', 'dir'] as const) vi.spyOn(console, method).mockImplementation(keep)
  for (const method of ['warn', 'error'] as const) vi.spyOn(console, method).mockImplementation(() => {})
  await import(/* @vite-ignore */ join(dir, file))
  return lines
}

/** What is said and was not printed, each after the one before. */
function unsaid(says: readonly string[], prints: readonly string[]): readonly string[] {
  let rest = prints.map((print) => print.replace(/\s+/g, ' ').trim())
  return says.filter((said) => {
    const end = endOf(said, rest)
    rest = rest.slice(end)
    return end === 0
  })
}

/** How many prints it takes until some of them in a row are what is said; 0: they never are. */
function endOf(said: string, prints: readonly string[]): number {
  for (const start of prints.keys())
    for (let end = start + 1; end <= prints.length; end++) if (prints.slice(start, end).join(' ') === said) return end
  return 0
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
    const { origin, prints, says = [], noRun } = headOf(file)
    test.skipIf(noRun !== undefined)(noRun === undefined ? origin : `${origin} (${noRun})`, async () => {
      const printed = await output(file)
      if (prints !== undefined) expect(printed.join('\n').trimEnd()).toBe(prints.trimEnd())
      expect(unsaid(says, printed), `it prints ${JSON.stringify(printed)}`).toEqual([])
    })
  }
})

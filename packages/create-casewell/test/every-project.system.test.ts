import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { isBuilt } from '../../../tooling/tarballs.ts'
import type { Choices } from '../src/index.ts'
import { covering, everything, filesOf, labelOf } from './every-project.ts'

const root = resolve(import.meta.dirname, '../../..')
const unlessBuilt = isBuilt ? '' : ' (needs the packages built: npm run build)'
const textIn = (path: string): string => readFileSync(join(import.meta.dirname, '../template', path), 'utf8')
const made: string[] = []
afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true })
})

function folderIn(parent: string): string {
  mkdirSync(parent, { recursive: true })
  const path = mkdtempSync(join(parent, 'create-casewell-'))
  made.push(path)
  return path
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** Runs a tool of the house; what it says when it finds fault. */
function faults(tool: string, args: readonly string[], cwd: string): string {
  try {
    execFileSync(join(root, 'node_modules/.bin', tool), args, { cwd, stdio: 'pipe', encoding: 'utf8' })
    return ''
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string } // what execFileSync throws
    return `${stdout}${stderr}`
  }
}

/** The house's own format. */
const format = {
  formatter: { indentStyle: 'space', lineWidth: 120 },
  javascript: { formatter: { quoteStyle: 'single', semicolons: 'asNeeded' } },
}
const nothingUnused = {
  formatter: { enabled: false },
  assist: { actions: { source: { organizeImports: 'on' } } },
  linter: { rules: { correctness: { noUnusedVariables: 'error', noUnusedImports: 'error' } } },
}

/** Puts the different TypeScript files of some projects into a folder; how many there are. */
function putSources(folder: string, projects: readonly Choices[], settings: object): number {
  const different = new Map<string, string>()
  for (const choices of projects)
    for (const [path, text] of filesOf(choices)) if (path.endsWith('.ts')) different.set(text, labelOf(choices))
  let count = 0
  for (const [text, label] of different) put(join(folder, `${++count % 64}`, `${count}-${label}.ts`), text)
  put(join(folder, 'biome.json'), JSON.stringify({ ...settings, json: { formatter: { enabled: false } } }))
  return count
}

test('[NEW1] every combination is formatted', () => {
  const folder = folderIn(tmpdir())
  expect(putSources(folder, everything, format)).toBeGreaterThan(8_000)
  expect(faults('biome', ['format', '--colors=off', '--max-diagnostics=5', '.'], folder)).toBe('')
})

test('[NEW1] each thing alone, each pair, none and all import and declare nothing that they do not use', () => {
  const folder = folderIn(tmpdir())
  putSources(folder, covering, nothingUnused)
  expect(faults('biome', ['ci', '--colors=off', '--max-diagnostics=5', '.'], folder)).toBe('')
})

test.skipIf(!isBuilt)(`[NEW2] each thing alone, each pair, none and all pass the type checker${unlessBuilt}`, () => {
  const folder = folderIn(join(root, 'node_modules/.cache/casewell')) // where our packages are found
  for (const choices of covering)
    for (const [path, text] of filesOf(choices)) put(join(folder, labelOf(choices), path), text)
  const { compilerOptions } = JSON.parse(textIn('tsconfig.json')) as { compilerOptions: object } // the template's
  put(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*/src', '*/test'] }))
  expect(faults('tsc', ['-p', 'tsconfig.json'], folder)).toBe('')
})

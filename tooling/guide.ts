import { execFileSync, execSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { packed, quietNpm } from './tarballs.ts'

const root = resolve(import.meta.dirname, '..')

/** What a newcomer does who follows a guide: writes down a file, or says lines to the shell and reads what they print. */
export type Step =
  | { readonly is: 'file'; readonly name: string; readonly text: string }
  | { readonly is: 'say'; readonly lines: readonly string[]; readonly prints: string | undefined }

/** What was said to the shell, and what it answered on its standard output. */
export interface Said {
  readonly line: string
  readonly prints: string
}

/** The line of text above a fence, if there is one, its language, what is in it, and a plain block that follows with nothing between. */
const block = /(?:([^\n]*)\n)?\n```(\w+)[^\n]*\n([\s\S]*?)^```[ \t]*\n(?:\n```\n([\s\S]*?)^```[ \t]*$)?/gm

/** A paragraph names its file at its end, "`main.ts`:", or in "`main.test.ts` is …". */
const named = /`([\w./-]+\.\w+)`(?::$| is )/

/** The steps of a guide, in their order. A block that is neither said to the shell nor named is only to be read. */
export function stepsOf(guide: string): readonly Step[] {
  return [...guide.matchAll(block)].flatMap(([, before = '', language, text = '', prints]): readonly Step[] => {
    if (language === 'sh') return [{ is: 'say', lines: text.trim().split('\n'), prints }]
    const name = named.exec(before)?.[1]
    return name === undefined ? [] : [{ is: 'file', name, text }]
  })
}

/**
 * Files of a guide that its example has not, or has otherwise. A test lies in the folder `test` of the example, and
 * beside the others in the guide.
 */
export function strayFiles(guide: string, example: string): readonly string[] {
  return stepsOf(guide).flatMap((step) => {
    if (step.is === 'say') return []
    const isTest = step.name.endsWith('.test.ts')
    const file = join(example, isTest ? `test/${step.name}` : step.name)
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    return (isTest ? text.replaceAll("'../", "'./") : text) === step.text ? [] : [step.name]
  })
}

/**
 * Follows a guide word for word in an empty folder outside of the house. Before our packages are published, their names
 * stand for their tarballs. Throws where a line fails, prints something else than the guide says, a file imports what no
 * line has installed, or TypeScript finds a fault.
 */
export function follow(guide: string, folder: string): readonly Said[] {
  const steps = stepsOf(guide)
  mkdirSync(folder, { recursive: true })
  // Beside all the other tests a machine is slower than a newcomer's: only the patience of vitest is not the reader's.
  writeFileSync(join(folder, 'vitest.config.mjs'), 'export default { test: { testTimeout: 120_000 } }\n')
  const said = steps.flatMap((step) => (step.is === 'file' ? write(folder, step) : sayAll(folder, step)))
  demandInstalled(steps)
  demandTypes(folder)
  return said
}

function write(folder: string, { name, text }: Extract<Step, { is: 'file' }>): readonly Said[] {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
  return []
}

function sayAll(folder: string, { lines, prints }: Extract<Step, { is: 'say' }>): readonly Said[] {
  const said = lines.map((line) => ({ line, prints: say(line, folder) }))
  const last = said.at(-1)
  if (prints !== undefined && last?.prints !== prints)
    throw new Error(`${last?.line} prints\n${last?.prints}and the guide says\n${prints}`)
  return said
}

/** Says one line to the shell, in a folder; our packages come from their tarballs. */
function say(line: string, folder: string): string {
  const tarballs = packed()
  const ours = line.split(' ').filter((word) => tarballs.has(word))
  const below = [...withAllBelow(ours)].filter((name) => !ours.includes(name)).map((name) => tarballs.get(name))
  const words = line.split(' ').map((word) => tarballs.get(word) ?? word)
  try {
    return execSync([...words, ...below].join(' '), {
      cwd: folder,
      env: { ...quietNpm, NO_COLOR: '1' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string } // of a process that ended badly
    throw new Error(`${line} fails: ${stdout ?? ''}${stderr ?? String(error)}`, { cause: error })
  }
}

/** Our packages, and those of ours that they depend on: a registry would bring these. */
function withAllBelow(names: readonly string[], known: Set<string> = new Set()): ReadonlySet<string> {
  for (const name of names.filter((one) => !known.has(one))) {
    known.add(name)
    const manifest = join(root, 'packages', name.replace('@casewell/', ''), 'package.json')
    const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies?: object } // our own
    withAllBelow(
      Object.keys(dependencies).filter((one) => one.startsWith('@casewell/')),
      known,
    )
  }
  return known
}

/** What hoisting happens to bring along is no dependency of the reader's. */
function demandInstalled(steps: readonly Step[]): void {
  const installed = steps.flatMap((step) => (step.is === 'say' ? step.lines : [])).filter((l) => l.startsWith('npm i'))
  const words = new Set(installed.flatMap((line) => line.split(' ')).map((word) => word.replace(/(?<=.)@[\d.]+$/, '')))
  for (const step of steps) {
    if (step.is === 'say' || !step.name.endsWith('.ts')) continue
    for (const [, from = ''] of step.text.matchAll(/from '([^'.][^']*)'/g)) {
      const name = /^(?:@[^/]+\/)?[^/]+/.exec(from)?.[0] ?? from
      if (!name.startsWith('node:') && !words.has(name))
        throw new Error(`${step.name} imports ${from}, and the guide does not say npm install ${name}`)
    }
  }
}

/** The house's compiler, for a reader who has said nothing about theirs. */
function demandTypes(folder: string): void {
  const compilerOptions = {
    ...{ strict: true, module: 'nodenext', target: 'es2022', lib: ['esnext'], noEmit: true, skipLibCheck: true },
    ...{ allowImportingTsExtensions: true, types: ['node'], typeRoots: [join(root, 'node_modules/@types')] },
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  try {
    execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8' })
  } catch (error) {
    throw new Error(`TypeScript finds: ${(error as { stdout?: string }).stdout}`, { cause: error }) // of a process that ended badly
  }
}

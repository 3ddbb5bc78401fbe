import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, describe, expect, test } from 'vitest'
import { installTarballs, isBuilt } from '../../../tooling/tarballs.ts'
import { bundles, here, pieceNames, pieces, programs, read } from './programs.ts'

const scratch = mkdtempSync(join(tmpdir(), 'casewell-assemble-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** An empty folder outside of the house with one program, what it imports, and the packages that it names. */
function folderOf(program: string, names: readonly string[]): string {
  const folder = join(scratch, program)
  mkdirSync(folder)
  const files = program === 'together' ? [...pieceNames, program] : [program]
  for (const file of ['bus', ...files]) cpSync(join(here, `${file}.ts`), join(folder, `${file}.ts`))
  cpSync(join(here, 'outside'), join(folder, 'outside'), { recursive: true })
  installTarballs(
    folder,
    names.map((name) => `@casewell/${name}`),
    { tsx: '4.23.15', zod: '4.6.7' },
  )
  return folder
}

const installed = (folder: string): readonly string[] => readdirSync(join(folder, 'node_modules/@casewell')).sort()

/** Which of our packages leave a byte in a bundle of the program. */
async function bundled(folder: string, program: string): Promise<readonly string[]> {
  const { metafile } = await build({
    ...{ absWorkingDir: folder, entryPoints: [`${program}.ts`], outfile: 'bundle.mjs', write: false, metafile: true },
    ...{ bundle: true, platform: 'node', format: 'esm', minify: true, logLevel: 'error' },
  })
  const inputs = Object.entries(metafile.outputs['bundle.mjs']?.inputs ?? {})
  const ours = inputs.flatMap(([file, { bytesInOutput }]) =>
    bytesInOutput > 0 ? (/node_modules\/@casewell\/([^/]+)/.exec(file)?.[1] ?? []) : [],
  )
  return [...new Set(ours)].sort()
}

describe.skipIf(!isBuilt)('from tarballs alone (needs the built packages),', () => {
  test.each(programs)(
    'the program %s prints the same, and has with it only what the README says',
    async (program) => {
      const parts = program === 'together' ? pieceNames : [program]
      const names = [...new Set(parts.flatMap((part) => pieces[part].names))]
      const along = [...new Set(parts.flatMap((part) => pieces[part].along))].filter(
        (name) => !new Set<string>(names).has(name),
      )
      const folder = folderOf(program, names)
      const printed = execFileSync(process.execPath, ['--import', 'tsx', `${program}.ts`], {
        cwd: folder,
        encoding: 'utf8',
      })
      expect(printed).toBe(read(`expected/${program}.txt`))
      expect(installed(folder)).toEqual([...names, ...along].sort())
      if (program !== 'together') expect(await bundled(folder, program)).toEqual(bundles[program])
    },
    120_000,
  )
})

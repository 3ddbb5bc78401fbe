import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { bundled } from './bundled.ts'

/** What a program of an example prints, run from its source in an empty folder, with copies of the data that it reads. */
export async function printed(program: string, data: readonly string[] = []): Promise<string> {
  const file = await bundled(program)
  const folder = mkdtempSync(join(tmpdir(), 'casewell-example-'))
  try {
    for (const path of data) cpSync(path, join(folder, basename(path)), { recursive: true })
    return execFileSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

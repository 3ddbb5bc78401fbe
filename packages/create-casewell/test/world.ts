import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { onTestFinished } from 'vitest'
import { run } from '../src/index.ts'

/** A folder of its own, gone when the test is over. */
export function folder(): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'create-casewell-')))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** What is in a folder, at any depth. */
export const filesIn = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort()

/** Types a command line somewhere, and what one presses after it. */
export async function type(argv: readonly string[], where: { cwd: string; keys?: readonly string[] }) {
  const [stdin, stdout, stderr] = [new PassThrough(), said(), said()]
  const done = run(argv, {
    stdin,
    stdout: stdout.stream,
    stderr: stderr.stream,
    cwd: where.cwd,
    isTerminal: where.keys !== undefined,
  })
  for (const key of where.keys ?? []) {
    await quiet(stdout)
    stdin.write(key)
  }
  return { code: await done, stdout: stdout.text(), stderr: stderr.text() }
}

function said() {
  const stream = new PassThrough({ encoding: 'utf8' })
  let text = ''
  stream.on('data', (more: string) => {
    text += more
  })
  return { stream, text: () => text }
}

/** Resolves when a program that was drawing has nothing more to draw. */
async function quiet({ text }: ReturnType<typeof said>): Promise<void> {
  for (let before = ''; before === '' || before !== text(); ) {
    before = text()
    await new Promise((resume) => setTimeout(resume, 30))
  }
}

// `npm test`: the code of the pages, the types of everything, every test but those of the whole system, which are a gate
// of `npm run check`. Both end with one plain line of counts.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { step } from './run.mjs'
import { closingLine, summaryOf } from './test-summary.mjs'

const before = [
  { name: 'snippets of the pages', run: ['node', ['scripts/snippets.mjs']] },
  { name: 'types', run: ['tsc', ['-p', 'tooling/tsconfig.json']] },
  { name: 'types of the snippets', run: ['tsc', ['-p', '.snippets/tsconfig.json']] },
]

const vitest = (report, args) => [
  'vitest',
  [
    'run',
    '--config',
    'tooling/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ],
]

function reportIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined // it ended before it could report; its exit code says the rest
  }
}

/** Runs vitest, and says what was skipped and why; `failures` are steps that failed before. Resolves to an exit code. */
async function judged(args, { failures, whole }) {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-'))
  try {
    const report = join(folder, 'report.json')
    const code = await step(...vitest(report, args))
    const summary = summaryOf(reportIn(report), { code, failures, whole })
    for (const line of summary.lines) console.log(line)
    console.log(closingLine(summary))
    return summary.failed > 0 ? 1 : 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Arguments go to vitest: `npm test -- packages/bus`. Then the rest of the house is left out, and so are its skips. */
export async function test(args) {
  const failures = []
  for (const { name, run } of before) {
    if ((await step(...run)) !== 0) failures.push(name)
  }
  return testsAlone(args, failures)
}

/** The tests, without the steps before them: types are the same on every Node. */
export function testsAlone(args, failures = []) {
  const whole = args.length === 0
  return judged(whole ? ['--exclude', '**/*.system.test.{ts,mjs}'] : args, { failures, whole })
}

/** What takes a browser, a server of its own or half a minute: files that end in `.system.test.ts` or `.mjs`. */
export const testSystem = () => judged(['system.test'], { failures: [], whole: true })

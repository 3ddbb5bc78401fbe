// Reads vitest's JSON report: how many tests passed, failed and were skipped, and why those were skipped.
import { relative } from 'node:path'
import { root } from './run.mjs'

/** A skipped test, or a group that it stands in, says at the end of its name, in brackets, what it needs. */
const hasReason = ({ titles }) => titles.some((title) => /\(.+\)\s*$/.test(title))

function testsOf(report) {
  return report.testResults.flatMap((file) =>
    file.assertionResults.map(({ fullName, status, ancestorTitles, title }) => ({
      ...{ file: relative(root, file.name), name: fullName, status },
      titles: [...ancestorTitles, title],
    })),
  )
}

/** Files that failed before any of their tests could. */
const brokenFiles = (report) =>
  report.testResults.filter((f) => f.status === 'failed' && f.assertionResults.every((t) => t.status !== 'failed'))

const label = ({ file, name }) => `  ${file} > ${name}`

/**
 * @param report - vitest's JSON report; undefined when it ended without one
 * @param run - vitest's exit code; the steps before it that failed; whether the whole suite ran
 */
export function summaryOf(report, { code, failures, whole }) {
  const tests = report ? testsOf(report) : []
  const having = (...statuses) => tests.filter(({ status }) => statuses.includes(status))
  const skipped = having('skipped', 'pending', 'todo', 'disabled')
  const silent = whole ? skipped.filter((test) => !hasReason(test)) : []
  const failed = having('failed').length + (report ? brokenFiles(report).length : 0)
  const more = [
    ...failures.map((name) => `failed: ${name}`),
    ...(code !== 0 && failed === 0 ? [`failed: vitest, outside of any test (exit code ${code})`] : []),
    ...silent.map((test) => `failed: skipped without a reason in its name:${label(test)}`),
  ]
  const reasons = whole ? skipped : skipped.filter(hasReason)
  return {
    lines: [...(reasons.length > 0 ? ['skipped:', ...reasons.map(label)] : []), ...more],
    passed: having('passed').length,
    failed: failed + more.length,
    skipped: skipped.length - silent.length,
  }
}

export const closingLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`

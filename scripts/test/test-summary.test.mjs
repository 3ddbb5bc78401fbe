import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { closingLine, summaryOf } from '../dev/test-summary.mjs'
import { root } from './house.mjs'

const one = (status, title = 'a test', ...ancestorTitles) => ({
  ...{ status, title, ancestorTitles },
  fullName: [...ancestorTitles, title].join(' '),
})
const file = (...assertionResults) => ({ name: join(root, 'a.test.ts'), status: 'passed', assertionResults })
const fine = { code: 0, failures: [], whole: true }

describe('the closing line of npm test', () => {
  test('counts what passed, failed and was skipped', () => {
    const report = { testResults: [file(one('passed'), one('failed')), file(one('skipped', 'reads (needs data)'))] }
    const summary = summaryOf(report, { ...fine, code: 1 })
    expect(closingLine(summary)).toBe('1 passed, 1 failed, 1 skipped')
    expect(summary.lines).toEqual(['skipped:', '  a.test.ts > reads (needs data)'])
  })

  test('counts a file that did not come to its tests as failed', () => {
    const report = { testResults: [{ ...file(), status: 'failed' }] }
    expect(closingLine(summaryOf(report, { ...fine, code: 1 }))).toBe('0 passed, 1 failed, 0 skipped')
  })

  test('counts a step before the tests as failed', () => {
    const summary = summaryOf({ testResults: [file(one('passed'))] }, { ...fine, failures: ['types'] })
    expect(closingLine(summary)).toBe('1 passed, 1 failed, 0 skipped')
    expect(summary.lines).toEqual(['failed: types'])
  })

  test('is never green when vitest is not', () => {
    const summary = summaryOf({ testResults: [file(one('passed'))] }, { ...fine, code: 1 })
    expect(summary).toMatchObject({ passed: 1, failed: 1 })
    expect(summaryOf(undefined, { ...fine, code: 137 })).toMatchObject({ passed: 0, failed: 1 })
  })

  test('counts a skip without a reason as failed, when the whole suite ran', () => {
    const report = { testResults: [file(one('skipped', 'reads'))] }
    expect(closingLine(summaryOf(report, fine))).toBe('0 passed, 1 failed, 0 skipped')
    expect(closingLine(summaryOf(report, { ...fine, whole: false }))).toBe('0 passed, 0 failed, 1 skipped')
  })

  test('takes the reason of a group for the reason of each of its tests', () => {
    const report = { testResults: [file(one('skipped', 'reads', 'a corpus (needs data)', 'mails'))] }
    expect(closingLine(summaryOf(report, fine))).toBe('0 passed, 0 failed, 1 skipped')
  })
})

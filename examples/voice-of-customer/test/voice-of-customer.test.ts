import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { svgFile } from '@casewell/scores/plot'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFaults, chromiumPath, openBrowser, openPage, overflow, unlessChromium } from '../../../tooling/browser.ts'
import { bundled } from '../../../tooling/bundled.ts'
import { pictures } from '../src/pictures.ts'
import { hasRealCustomers, realCustomers } from '../src/real-customers.ts'
import { simulate } from '../src/simulate.ts'

const here = resolve(import.meta.dirname, '..')
const data = resolve(here, '../../../shared/data/scoring/data')
const isReal = hasRealCustomers(data)

const main = await bundled(join(here, 'main.ts'))
const runMain = (...args: readonly string[]): string =>
  execFileSync(process.execPath, [main, ...args], { encoding: 'utf8' })

describe('the voice of the customer', () => {
  let folder: string
  let printed: string
  let browser: Browser | undefined
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'casewell-voice-'))
    printed = runMain('--weeks', '9', '--out', folder, '--data', join(folder, 'nothing'))
    if (chromiumPath !== undefined) browser = await openBrowser()
  }, 300_000)
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('writes the report of the year as page, text and data', () => {
    for (const file of ['report.html', 'report.txt', 'report.json']) expect(existsSync(join(folder, file))).toBe(true)
    expect(printed).toContain(readFileSync(join(folder, 'report.txt'), 'utf8'))
    const { overall } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as {
      overall: { resolution: { resolved: number } }
    }
    const resolvedBySunday = simulate('casewell', 9).filter(
      ({ resolvedMs }) => resolvedMs < Date.parse('2025-03-10'),
    ).length
    expect(overall.resolution.resolved).toBe(resolvedBySunday)
    expect(printed).toContain('hold the truth: yes')
    expect(printed).toContain('0 of the scores differ')
    expect(printed).toContain('the report is of the simulated year alone')
  })

  test('is the same for the same seed', () => {
    expect(simulate('a', 3)).toEqual(simulate('a', 3))
    expect(simulate('a', 3)).not.toEqual(simulate('b', 3))
  })

  test.skipIf(chromiumPath === undefined)(
    `has a page that axe finds no fault with${unlessChromium}`,
    async () => {
      const html = readFileSync(join(folder, 'report.html'), 'utf8')
      for (const width of [360, 1280]) {
        if (!browser) throw new Error('no browser')
        const page = await openPage(browser, html, { width })
        expect(await axeFaults(page)).toEqual([])
        expect(await overflow(page)).toBeLessThanOrEqual(0)
        await page.context().close()
      }
    },
    60_000,
  )
})

test.skipIf(!isReal)(
  `real customers are read as their papers read them${isReal ? '' : ' (needs ../shared/data)'}`,
  () => {
    const { text, plot } = realCustomers(data)
    // Fader, Hardie & Lee, Marketing Science 24 (2005): r .243, alpha 4.414, a .793, b 2.426; Fader & Hardie 2013: p 6.25, q 3.74, v 15.44
    expect(text).toContain('r 0.243, alpha 4.414, a 0.793, b 2.426')
    expect(text).toMatch(/p 6\.2\d, q 3\.7\d, v 15\.4\d/)
    expect(text).toContain('Telco, 7043 customers')
    expect(text).toContain('26.5 % churn')
    expect(plot.table.rows.length).toBeGreaterThan(60)
  },
)

test('the pictures of the guides are what the code makes', () => {
  const folder = resolve(here, '../../docs/pictures')
  for (const [file, plot] of Object.entries(pictures()))
    expect([file, readFileSync(join(folder, file), 'utf8')]).toEqual([file, svgFile(plot)])
})

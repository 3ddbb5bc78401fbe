import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFaults, chromiumPath, openBrowser, openPage, overflow, unlessChromium } from '../../../tooling/browser.ts'
import { reportPage } from '../src/index.ts'
import { sampleReport } from './sample-report.ts'

describe.skipIf(chromiumPath === undefined)(`the page in Chromium${unlessChromium}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  test(`[REP6] has nothing that axe finds, and needs no sideways scrolling${unlessChromium}`, async () => {
    const html = reportPage(await sampleReport())
    for (const width of [360, 1280])
      for (const scheme of ['light', 'dark'] as const) {
        const page = await openPage(browser, html, { width, scheme })
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        expect([width, scheme, await axeFaults(page)]).toEqual([width, scheme, []])
        expect(await overflow(page)).toBeLessThanOrEqual(0)
        await page.context().close()
      }
    const spoilt = await openPage(browser, html.replace('lang="en"', ''), { width: 360 })
    expect(await axeFaults(spoilt)).toHaveLength(1) // so that axe would tell, if it did not look at all
  }, 300_000)

  test(`[REP6] keeps every word of a picture inside of it${unlessChromium}`, async () => {
    const page = await openPage(browser, reportPage(await sampleReport()), { width: 1280 })
    const outside = await page.evaluate(`[...document.querySelectorAll('svg text')].flatMap((text) => {
      const [own, frame] = [text.getBoundingClientRect(), text.ownerSVGElement.getBoundingClientRect()]
      const isOut = own.left < frame.left - 1 || own.right > frame.right + 1 || own.top < frame.top - 1 || own.bottom > frame.bottom + 1
      return isOut ? [text.textContent] : []
    })`)
    expect(outside).toEqual([])
  }, 180_000)

  test(`[REP6] is light on paper${unlessChromium}`, async () => {
    const page = await openPage(browser, reportPage(await sampleReport()), { width: 1280, scheme: 'dark' })
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)')
    expect(await page.evaluate("getComputedStyle(document.querySelector('svg .low-word')).fill")).toBe(
      'rgb(179, 38, 30)',
    )
    expect((await page.pdf()).subarray(0, 4).toString()).toBe('%PDF')
  }, 180_000)
})

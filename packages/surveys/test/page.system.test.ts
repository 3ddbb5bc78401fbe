import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFaults, chromiumPath, openBrowser, openPage, overflow, unlessChromium } from '../../../tooling/browser.ts'
import { kanoSurvey, translations } from '../src/index.ts'
import { asked, everything } from './everything.ts'
import { invitedScene, surveyScene } from './scene.ts'

describe.skipIf(chromiumPath === undefined)(`the page in Chromium${unlessChromium}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  async function faultsOf(html: string, headers: Headers, widths = [360, 1280]): Promise<readonly string[]> {
    const found: string[] = []
    for (const width of widths)
      for (const scheme of ['light', 'dark'] as const) {
        const page = await openPage(browser, html, { width, scheme, headers: Object.fromEntries(headers) })
        found.push(...(await axeFaults(page)).map((fault) => `${width} ${scheme} ${fault}`))
        expect(await overflow(page)).toBeLessThanOrEqual(0)
        await page.context().close()
      }
    return found
  }

  test(`[PAGE2] has nothing that axe finds${unlessChromium}`, async () => {
    const scene = await surveyScene({ surveys: [everything], policies: [] })
    const link = await asked(scene, 'everything')
    const fresh = await scene.page(link)
    expect(await faultsOf(fresh.html, fresh.headers)).toEqual([])
    const faulty = await scene.page(link, { csat: '3' })
    expect(await faultsOf(faulty.html, faulty.headers)).toEqual([])
    const spoilt = fresh.html.replace('lang="en"', '') // so that axe would tell, if it did not look at all
    expect((await faultsOf(spoilt, new Headers())).length).toBeGreaterThan(0)
    const lost = await scene.page('https://help.example.com/survey/nobody.x')
    expect(await faultsOf(lost.html, lost.headers)).toEqual([])
    await scene.desk.stop()
  }, 300_000)

  test(`[PAGE2] has nothing that axe finds in any language${unlessChromium}`, async () => {
    const features = [
      {
        id: 'call-back',
        texts: Object.fromEntries(
          Object.keys(translations).map((language) => [language, { present: '+', absent: '−' }]),
        ),
      },
    ]
    const titles = Object.fromEntries(Object.keys(translations).map((language) => [language, 'Kano']))
    const wishes = kanoSurvey({ id: 'wishes', version: 1, titles, features, withImportance: true })
    const scene = await surveyScene({ surveys: [wishes], policies: [] })
    for (const locale of Object.keys(translations)) {
      const id = await scene.write('Hello?', { user: locale })
      await scene.ada.customers.update((await scene.ada.cases.get(id)).customer, { locale })
      const { html, headers } = await scene.page((await scene.api.ask(id, { survey: 'wishes' })).link)
      expect(html).toContain(`<html lang="${locale}"`)
      expect(await faultsOf(html, headers, [360])).toEqual([])
    }
    await scene.desk.stop()
  }, 300_000)

  test(`[PAGE3] is answered with the keyboard alone${unlessChromium}`, async () => {
    const scene = await invitedScene()
    const { html } = await scene.page(scene.link)
    const page = await openPage(browser, html, { width: 360 })
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space') // the first point is chosen
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Quick.')
    await page.keyboard.press('Tab')
    const [sent] = await Promise.all([
      page.waitForRequest((request) => request.method() === 'POST'),
      page.keyboard.press('Enter'),
    ])
    const form = Object.fromEntries(new URLSearchParams(sent.postData() ?? ''))
    expect(form).toEqual({ csat: '3', comment: 'Quick.' })
    expect((await scene.page(scene.link, form)).html).toContain('has been counted')
    await scene.desk.stop()
  }, 180_000)
})

import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Where Chromium is; undefined where there is none. */
export const chromiumPath: string | undefined = (process.env['PATH'] ?? '')
  .split(delimiter)
  .flatMap((folder) => names.map((name) => join(folder, name)))
  .find((file) => existsSync(file))

/** What a test of a page says at its end where it cannot run. */
export const unlessChromium = chromiumPath === undefined ? ' (needs Chromium: Debian package "chromium")' : ''

/** A headless browser. Debian's, so that nothing is downloaded. */
export function openBrowser(): Promise<Browser> {
  const isRoot = process.getuid?.() === 0
  return chromium.launch({
    ...(chromiumPath !== undefined && { executablePath: chromiumPath }),
    args: [...(isRoot ? ['--no-sandbox'] : []), '--disable-gpu'],
  })
}

/** A page of these bytes, as wide as that. Nothing but the page itself is ever loaded. */
export async function openPage(
  browser: Browser,
  html: string,
  how: { readonly width: number; readonly scheme?: 'light' | 'dark'; readonly headers?: Record<string, string> },
): Promise<Page> {
  const { width, scheme = 'light', headers = {} } = how
  const options: BrowserContextOptions = {
    viewport: { width, height: 900 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
  }
  const page = await (await browser.newContext(options)).newPage()
  const contentType = 'text/html; charset=utf-8'
  await page.route('**/*', (route) =>
    route.request().isNavigationRequest()
      ? route.fulfill({ body: html, contentType, headers: { ...headers, 'content-type': contentType } })
      : route.abort(),
  )
  await page.goto('https://page.example/')
  return page
}

interface Violation {
  readonly id: string
  readonly help: string
  readonly nodes: readonly { readonly html: string }[]
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds: one line a fault, none for a page without. WCAG 2.2 A and AA, and axe's best practices. */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  const client = await page.context().newCDPSession(page)
  // Through the debugger, because the page's own policy forbids every script.
  const run = `${axeSource}; axe.run(document).then((found) => JSON.stringify(found.violations))`
  const { result } = await client.send('Runtime.evaluate', { expression: run, awaitPromise: true })
  const violations = JSON.parse(String(result.value)) as readonly Violation[] // axe's own documented shape
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

/** Is anything wider than the window, so that one would have to scroll sideways? */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { axeFaults, chromiumPath, openBrowser, overflow, unlessChromium } from '../../tooling/browser.ts'

const root = resolve(import.meta.dirname, '../..')
const site = join(root, 'docs/api')
const phone = 390
const desktop = 1280

/** One page of each kind: the landing page, guides, a package, a channel, a promise, a class, a function, an interface. */
const kinds = [
  'index.html',
  'guides/getting-started.html',
  'guides/why-the-average-lies.html',
  'guides/errors.html',
  'packages/core.html',
  'packages/channel-email.html',
  'packages/core/What_it_promises.html',
  'packages/errors/CasewellError.html',
  'packages/core/createDesk.html',
  'packages/store/Store.html',
]

const htmlOf = (folder: string): readonly string[] =>
  readdirSync(join(site, folder))
    .filter((name) => name.endsWith('.html'))
    .map((name) => `${folder}/${name}`)

const guides = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))
const packages = readdirSync(join(root, 'packages')).filter((name) => existsSync(join(root, 'packages', name, 'src')))

/** From the file itself, as somebody reads it who has unpacked the site and has no server. */
const atHome = (page: string): string => pathToFileURL(join(site, page)).href

/** The gate `docs` has built it just before; whoever runs this test alone builds it here. */
function built(): void {
  if (existsSync(join(site, 'index.html'))) return
  const typedoc = join(root, 'node_modules/typedoc/bin/typedoc')
  execFileSync(process.execPath, [typedoc, '--options', 'tooling/typedoc.json'], { cwd: root, stdio: 'pipe' })
}

/** The site under a path of a server on loopback, as many a host gives it away. */
async function served(): Promise<string> {
  const child = spawn(process.execPath, [join(root, 'scripts/site/serve.mjs'), '0', '/docs/casewell/'])
  onTestFinished(() => void child.kill())
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string] // the program's only line
  return line.replace('The site is at ', '')
}

describe.skipIf(chromiumPath === undefined)(`the site in Chromium${unlessChromium}`, () => {
  let browser: Browser
  beforeAll(async () => {
    built()
    browser = await openBrowser()
  }, 600_000)
  afterAll(() => browser?.close())

  async function opened(url: string, how: { width?: number; scheme?: 'light' | 'dark' } = {}): Promise<Page> {
    const { width = desktop, scheme = 'light' } = how
    const viewport = { width, height: 900 }
    const context = await browser.newContext({ viewport, colorScheme: scheme, reducedMotion: 'reduce' })
    const page = await context.newPage()
    await page.goto(url)
    await page.locator('#tsd-nav-container a').first().waitFor({ state: 'attached' }) // a script writes the navigation
    return page
  }

  for (const scheme of ['light', 'dark'] as const)
    test(`has nothing that axe finds, ${scheme}${unlessChromium}`, async () => {
      const found: string[] = []
      for (const name of kinds)
        for (const width of [phone, desktop]) {
          const page = await opened(atHome(name), { width, scheme })
          found.push(...(await axeFaults(page)).map((fault) => `${name} ${width} ${fault}`))
          await page.context().close()
        }
      expect(found).toEqual([])
    }, 300_000)

  test(`would be told by axe of a fault${unlessChromium}`, async () => {
    const page = await opened(atHome('index.html'))
    await page.evaluate('document.querySelector("[role=main]").removeAttribute("role")')
    expect(await axeFaults(page)).not.toEqual([])
    await page.context().close()
  })

  test(`has no page that is wider than a telephone${unlessChromium}`, async () => {
    const page = await opened(atHome('index.html'), { width: phone })
    for (const name of [...kinds, ...htmlOf('guides'), ...htmlOf('packages')]) {
      await page.goto(atHome(name))
      expect(await overflow(page), name).toBeLessThanOrEqual(0)
    }
    await page.context().close()
  }, 300_000)

  test(`shows code within fifty words of its first page${unlessChromium}`, async () => {
    const page = await opened(atHome('index.html'))
    const before = `[...document.querySelector('.tsd-panel').children].map((e) => [e.tagName, e.textContent])`
    const blocks = (await page.evaluate(before)) as readonly (readonly [string, string])[] // as written just above
    const first = blocks.findIndex(([tag]) => tag === 'PRE')
    const words = blocks.slice(0, first).flatMap(([, text]) => text.trim().split(/\s+/))
    expect(first).toBeGreaterThan(0)
    expect(words.length).toBeLessThanOrEqual(50)
    await page.context().close()
  })

  test(`colours all lines of its first code alike${unlessChromium}`, async () => {
    const page = await opened(atHome('index.html'))
    const words = `[...document.querySelectorAll('pre code.ts span')].filter((e) => e.textContent === 'from').map((e) => e.className)`
    const classes = await page.evaluate<readonly string[]>(words)
    expect(classes.length).toBeGreaterThan(1)
    expect(new Set(classes).size).toBe(1)
    await page.context().close()
  })

  test(`leads from its navigation to every guide and every package${unlessChromium}`, async () => {
    const page = await opened(atHome('index.html'))
    const links = `[...document.querySelectorAll('#tsd-nav-container a')].map((a) => a.href)`
    const hrefs = new Set<unknown>(await page.evaluate<readonly string[]>(links))
    for (const guide of guides) expect(hrefs).toContain(atHome(`guides/${guide.replace(/md$/, 'html')}`))
    for (const name of packages) expect(hrefs).toContain(atHome(`packages/${name}.html`))
    await page.context().close()
  })

  test(`asks nobody else for anything, also under a path of a server${unlessChromium}`, async () => {
    const base = await served()
    const page = await opened(`${base}index.html`)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    page.on('response', (response) => expect(response.status(), response.url()).toBe(200))
    for (const name of kinds) await page.goto(`${base}${name}`, { waitUntil: 'networkidle' })
    expect(asked.length).toBeGreaterThan(kinds.length)
    expect(asked.filter((url) => !url.startsWith(base) && !url.startsWith('data:'))).toEqual([])
    await page.context().close()
  }, 300_000)

  test(`finds a function by its name and a guide by its words, without a server${unlessChromium}`, async () => {
    const page = await opened(atHome('index.html'), { width: phone })
    await page.locator('#tsd-search-trigger').click()
    await page.locator('#tsd-search-input').fill('createDesk')
    await page.locator('#tsd-search-results a[href*="packages/core/createDesk.html"]').first().waitFor()
    await page.locator('#tsd-search-input').fill('detractor')
    await page.locator('#tsd-search-results a[href*="guides/"]').first().waitFor()
    await page.context().close()
  })
})

test('the landing page names every chapter of guides', () => {
  const landing = readFileSync(join(root, 'docs/site/landing.md'), 'utf8')
  const { guides: chapters } = JSON.parse(readFileSync(join(root, 'docs/site/contents.json'), 'utf8')) as {
    readonly guides: Readonly<Record<string, readonly string[]>> // the shape that scripts/site/contents.mjs reads
  }
  const pages = Object.entries(chapters).filter(([title]) => title !== 'Build')
  for (const [title, names] of pages)
    expect(
      names.some((name) => landing.includes(`(../${name}.md)`)),
      title,
    ).toBe(true)
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

const packages = readdirSync(join(root, 'packages')).filter((name) => existsSync(join(root, 'packages', name, 'src')))
const isChannel = (name: string): boolean => name.startsWith('channel-')
const isEngine = (name: string): boolean => name.startsWith('store-') || name === 'knowledge-postgres'

/** The headings that a page has, in this order; it may have more of its own between them. */
function shapeOf(name: string): readonly string[] {
  if (isChannel(name)) return ['What it can, and what it cannot', 'Options', 'Setting it up', 'Errors', 'For tests']
  if (isEngine(name)) return ['What it promises', 'Options', 'Limits', 'Errors', 'Running it']
  return ['Options', 'Errors', 'Limits']
}

interface Block {
  /** What stands after the fence: `ts`, `ts no-run: needs a server`, or nothing. */
  readonly info: string
  readonly lines: readonly string[]
}

const blocksOf = (page: string): readonly Block[] =>
  [...page.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([, info = '', body = '']) => ({
    info,
    lines: body.split('\n').slice(0, -1),
  }))

const withoutCode = (page: string): string => page.replace(/^```[\s\S]*?^```$/gm, '')
const headingsOf = (page: string): readonly string[] =>
  [...withoutCode(page).matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading)

/** What stands under a heading, down to the next one. */
function section(page: string, heading: string): string {
  const [, after = ''] = page.split(`\n## ${heading}\n`)
  return after.split('\n## ')[0] ?? ''
}

/** The names in the first column of the tables of options: `limit`, or `where` and `only`. */
const optionsIn = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => /^\| `/.test(line))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`(?:--)?([^`]+)`/g)].map(([, name = '']) => name))

function sourceOf(name: string): string {
  const src = join(root, 'packages', name, 'src')
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  return files.map((file) => readFileSync(join(src, file), 'utf8')).join('\n')
}

/** Some options are those of the contract below: `now` of an engine is said by the store's host. */
const below: Readonly<Record<string, string>> = {
  'store-sqlite': 'store',
  'store-postgres': 'store',
  'knowledge-postgres': 'knowledge',
}

const errorsPage = read('docs/errors.md')

/** How a package is called in a registry, and what a reader types to have it. */
const published = (name: string): { readonly title: string; readonly install: string } =>
  name.startsWith('create-')
    ? { title: name, install: `npm create ${name.slice('create-'.length)}` }
    : { title: `@casewell/${name}`, install: `@casewell/${name}` }

describe.each(packages)('the page of the package %s', (name) => {
  const page = read(`packages/${name}/README.md`)
  const { title: called, install: typed } = published(name)

  test('begins with its name, a sentence of what and for whom, how to install it, and code', () => {
    const [title = '', , sentence = ''] = page.split('\n')
    expect(title).toBe(`# ${called}`)
    expect(sentence).toMatch(/^[^#`|].{30,}/)
    const [install, code] = blocksOf(page)
    expect(install?.info).toBe('sh')
    expect(install?.lines.join('\n')).toContain(typed)
    const first = code?.info === '' ? blocksOf(page)[2] : code // what the commands of a shell print stands before it
    expect(first?.info).toMatch(/^ts( no-run: .+)?$/)
    expect(page.slice(0, page.indexOf('\n```ts')).split('\n').length).toBeLessThanOrEqual(36)
  })

  test('shows what its first code prints', () => {
    const [, printed = ''] = /^```ts[^\n]*\n[\s\S]*?^```\n\n(```\n[\s\S]+?^```)$/m.exec(page) ?? []
    expect(printed).not.toBe('')
    expect(blocksOf(printed)[0]?.lines.length).toBeGreaterThan(0)
  })

  test('says when to use it, when not, and where its promises stand', () => {
    expect(page).toMatch(/^\*\*Use it when\*\* /m)
    expect(page).toMatch(/^\*\*Do not use it when\*\* /m)
    expect(page).toContain('[SPEC.md](./SPEC.md)')
    expect(existsSync(join(root, 'packages', name, 'SPEC.md'))).toBe(true)
  })

  test('has the headings of its kind, in order', () => {
    const shape = shapeOf(name)
    expect(headingsOf(page).filter((heading) => shape.includes(heading))).toEqual(shape)
    for (const heading of shape) expect(section(page, heading).trim(), heading).not.toBe('')
  })

  test('lists options that there are, with their defaults', () => {
    const text = section(page, 'Options')
    const options = optionsIn(text)
    const source = sourceOf(name) + (below[name] ? sourceOf(below[name]) : '')
    for (const option of options) expect(source, option).toMatch(new RegExp(`(?:\\b|--)${option}\\b`))
    for (const header of text.match(/^\| option .*$/gm) ?? []) expect(header).toBe('| option | what it is | default |')
    if (options.length === 0) expect(text).toMatch(/takes none|There are none|nothing to set up/)
  })

  test('leads to its errors, and what they ask for', () => {
    const text = section(page, 'Errors')
    const own = errorsPage.includes(`\n## ${name}\n`)
    const anchor = own ? `#${name}` : isChannel(name) ? '#channel' : ''
    expect(text).toContain(`(../../docs/errors.md${anchor})`)
  })
})

interface Described {
  readonly definition: { readonly config: { readonly shape?: object; readonly def?: { readonly shape?: object } } }
}

const isDescribed = (value: unknown): value is Described => typeof value === 'function' && 'definition' in value

/** The names of all settings of a channel, as its own schema has them. */
async function settingsOf(name: string): Promise<readonly string[]> {
  if (name === 'channel-email') {
    const { EmailConfig } = await import('../../packages/channel-email/src/config.ts')
    return Object.keys(EmailConfig.shape)
  }
  const door: Record<string, unknown> = await import(join(root, 'packages', name, 'src/index.ts'))
  const { config } = Object.values(door).find(isDescribed)?.definition ?? { config: {} }
  return Object.keys(config.shape ?? config.def?.shape ?? {})
}

test.each(packages.filter(isChannel))('the page of @casewell/%s lists every setting of the channel', async (name) => {
  const listed = optionsIn(section(read(`packages/${name}/README.md`), 'Options'))
  const settings = await settingsOf(name)
  expect(settings.length).toBeGreaterThan(0)
  expect([...listed].sort()).toEqual([...settings].sort())
})

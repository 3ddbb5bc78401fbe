import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const read = (page: string): string => readFileSync(join(root, page), 'utf8')

const guides = readdirSync(join(root, 'docs/zh-CN')).filter((file) => file !== 'words.md')
/** Each Chinese page and the English one that it says in Chinese. */
const pairs = [
  ['README.zh-CN.md', 'README.md'],
  ...guides.map((file) => [`docs/zh-CN/${file}`, `docs/${file}`] as const),
] as const

/** Every block of code with the place of its fence, `docs/the-case.md:24`, fence and all. */
function blocksOf(page: string): readonly { readonly at: string; readonly text: string }[] {
  const text = read(page)
  return [...text.matchAll(/^```[^\n]*\n[\s\S]*?^```[ \t]*$/gm)].map((found) => ({
    at: `${page}:${text.slice(0, found.index).split('\n').length}`,
    text: found[0],
  }))
}

const proseOf = (page: string): string => read(page).replace(/^```[^\n]*\n[\s\S]*?^```[ \t]*$/gm, '')

/** `##` for each heading of the second level, and so on. */
const headingsOf = (page: string): readonly string[] =>
  [...proseOf(page).matchAll(/^(#+) /gm)].map(([, level]) => level ?? '')

const rowsOf = (page: string): number => [...proseOf(page).matchAll(/^\|/gm)].length

/** Where a page leads, from the root of the repository, whichever language is there. */
function linksOf(page: string): readonly string[] {
  const links = [...proseOf(page).matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target)
  return links.map((link) => (/^https?:/.test(link) ? link : posix.join(posix.dirname(page), link)))
}

const inEnglish = (link: string): string => link.replace('docs/zh-CN/', 'docs/').replace('.zh-CN.md', '.md')

describe.each(pairs)('%s says in Chinese what %s says:', (chinese, english) => {
  test('its code is the same, block by block', () => {
    const [here, there] = [blocksOf(chinese), blocksOf(english)]
    for (const [i, block] of there.entries()) {
      const found = here[i]
      expect(found?.text, `${found?.at ?? `${chinese}, its end`} should hold the block of ${block.at}`).toBe(block.text)
    }
    expect(here.slice(there.length), `${english} has no such blocks`).toEqual([])
  })

  test('it has the same headings, and tables of as many rows', () => {
    expect(headingsOf(chinese), `levels of the headings of ${english}`).toEqual(headingsOf(english))
    expect(rowsOf(chinese), `rows of the tables of ${english}`).toBe(rowsOf(english))
  })

  test('it leads to the same places, in Chinese where there is Chinese', () => {
    const here = linksOf(chinese).filter((link) => link !== 'docs/zh-CN/words.md')
    expect(here.map(inEnglish).toSorted()).toEqual(linksOf(english).map(inEnglish).toSorted())
    const files = here.filter((link) => !/^https?:/.test(link)).map((link) => link.replace(/#.*$/, ''))
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([])
    const translated = new Map<string, string>(pairs.map(([own, other]) => [other, own]))
    const back = (link: string): boolean => link === english // the link between the two languages
    expect(files.filter((file) => translated.has(file) && !back(file))).toEqual([])
  })

  test('it uses one word per thing, the one of the table', () => {
    const rows = [...read('docs/zh-CN/words.md').matchAll(/^\| [^|]+ \| ([^|]+) \| ([^|]*) ?\|$/gm)].slice(1)
    const shunned = rows.flatMap(([, , not = '']) => not.trim().split('、')).filter((word) => word !== '')
    expect(shunned.length).toBeGreaterThan(20)
    expect(shunned.filter((word) => proseOf(chinese).includes(word))).toEqual([])
  })
})

test('the two languages of the first page lead to each other from their first lines', () => {
  expect(read('README.md').split('\n').slice(0, 4).join('\n')).toContain('(README.zh-CN.md)')
  expect(read('README.zh-CN.md').split('\n').slice(0, 4).join('\n')).toContain('(README.md)')
})

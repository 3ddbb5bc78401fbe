// The order in which a reader meets the pages: docs/site/contents.json. What it does not name comes last in its kind.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ReflectionCategory } from 'typedoc'
import { inHouse, root } from './sources.mjs'

const contents = JSON.parse(readFileSync(join(root, 'docs/site/contents.json'), 'utf8'))

/** `docs/zh/…` is a page in Chinese, and its chapter has the name that the Chinese give it. */
function languageOf(file) {
  const [, code] = /^docs\/([a-z]{2}(?:-[A-Za-z]+)?)\//.exec(file) ?? []
  return code && new Intl.DisplayNames([code], { type: 'language' }).of(code)
}

const isNamed = (pattern, name) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern)

/** The chapter of a name, and its place there; `rest` when none names it. */
function placeIn(chapters, name, rest) {
  const titles = Object.keys(chapters)
  for (const [row, title] of titles.entries()) {
    const column = chapters[title].findIndex((pattern) => isNamed(pattern, name))
    if (column !== -1) return { title, row, column }
  }
  return { title: rest, row: titles.length, column: 0 }
}

/** Chapters of guides stand before those of packages; languages and examples between them. */
function placeOf(child, files) {
  if (!child.isDocument()) {
    const place = placeIn(contents.packages, child.name.replace(/^@casewell\//, ''), 'More packages')
    return { ...place, row: place.row + 1000 }
  }
  const file = inHouse(files.getReflectionPath(child))
  if (file.startsWith('examples/')) return { title: 'Examples', row: 500, column: 0 }
  const language = languageOf(file)
  const name = file.replace(/^docs\/(?:[a-z-]+\/)?/, '').replace(/\.md$/, '')
  const place = placeIn(contents.guides, name, 'More')
  return language ? { title: language, row: 600, column: place.row * 100 + place.column } : place
}

/** The chapters of the site, in order, as typedoc's navigation and its list of modules show them. */
export function chaptersOf(project) {
  const placed = project.childrenIncludingDocuments
    .map((child) => ({ child, ...placeOf(child, project.files) }))
    .sort((a, b) => a.row - b.row || a.column - b.column || a.child.name.localeCompare(b.child.name))
  const chapters = new Map(placed.map(({ title }) => [title, new ReflectionCategory(title)]))
  for (const { child, title } of placed) chapters.get(title).children.push(child)
  return [...chapters.values()]
}

// What the Markdown pages refer to: another page of the site, a picture that is copied, or a file that GitHub shows.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, posix, relative, resolve, sep } from 'node:path'

const repository = 'https://github.com/casewell/casewell'
export const root = resolve(import.meta.dirname, '../..')

/** A path as it stands in the repository, whatever the machine. */
export const inHouse = (file) => relative(root, file).split(sep).join('/')

/** Is this file of the repository a page of the site? As `projectDocuments` and the packages of typedoc.json say. */
const isPage = (file) =>
  /^docs\/(?!site\/|api\/|test\/).*\.md$/.test(file) ||
  /^packages\/[^/]+\/(README|SPEC)\.md$/.test(file) ||
  /^examples\/[^/]+\/README\.md$/.test(file) ||
  file === 'CONTRIBUTING.md'

const isPicture = (file) => /\.(svg|png|jpe?g|webp)$/.test(file)

/** Where GitHub shows a file or a folder of the repository; undefined for what is no such thing, or part of the site. */
function onGitHub(file) {
  if (file.startsWith('..') || isPage(file) || isPicture(file) || !existsSync(resolve(root, file))) return undefined
  if (existsSync(resolve(root, file, 'README.md')) && isPage(`${file}/README.md`)) return undefined
  return `${repository}/${statSync(resolve(root, file)).isDirectory() ? 'tree' : 'blob'}/main/${file}`
}

const link = /\]\(([^)\s#:]+)(#[^)\s]*)?\)/g

/** A line whose links to files that the site has not lead to GitHub. */
const linkedFrom = (folder) => (line) =>
  line.replace(link, (whole, path, anchor = '') => {
    const there = onGitHub(posix.normalize(posix.join(folder, path)).replace(/\/$/, ''))
    return there ? `](${there}${anchor})` : whole
  })

/** What a block prints is not TypeScript; and why a block is not run is for whoever runs it, not for whoever colours it. */
const fence = (line) => (line === '```' ? '```text' : line.replace(/^```ts no-run.*/, '```ts'))

/** Applies one function to the lines that open a block, another to those outside of blocks. */
function perLine(text, { opening, prose }) {
  let inCode = false
  const seen = (line) => {
    if (!line.startsWith('```')) return inCode ? line : prose(line)
    inCode = !inCode
    return inCode ? opening(line) : line
  }
  return text.split('\n').map(seen).join('\n')
}

/** The page of a package has its name above it already. */
const withoutTitle = (text, file) => (/^packages\/[^/]+\/README\.md$/.test(file) ? text.replace(/^# .+\n/, '') : text)

/** A Markdown page of the repository as the site shows it. */
export function asPage(text, path) {
  const file = inHouse(path)
  const folder = dirname(file).split(sep).join('/')
  return perLine(withoutTitle(text, file), { opening: fence, prose: linkedFrom(folder) })
}

/** The title of a Markdown page: its first heading. */
export const titleOf = (file) => /^# (.+)$/m.exec(readFileSync(file, 'utf8'))?.[1].replace(/[`*]/g, '')

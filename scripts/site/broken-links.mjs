// Looks through the finished site: does every link, anchor and file of it lead somewhere, and does it stay at home?
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

const isElsewhere = (url) => /^(?:[a-z][a-z+.-]*:|\/\/)/i.test(url)

/** Attributes that a browser follows by itself; those of a link wait for a click. */
const references = /<(a|link|script|img|use|source|iframe)\b[^>]*?\s(?:href|src)="([^"]*)"/g

const plain = (text) => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'")

const pagesIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html'))
    .map((name) => join(folder, name))
    .sort()

/** The anchors of a page, read once however many lead there. */
function anchorsOf(file, known) {
  const found =
    known.get(file) ?? new Set([...readFileSync(file, 'utf8').matchAll(/\sid="([^"]*)"/g)].map((m) => plain(m[1])))
  known.set(file, found)
  return found
}

/** Why one reference of a page leads nowhere; undefined if it leads somewhere. */
function faultOf({ tag, url, file, folder, known }) {
  if (isElsewhere(url)) {
    if (tag !== 'a' && !url.startsWith('data:')) return `fetches ${url} from elsewhere`
    return undefined
  }
  const [path, anchor] = url.split('#').map(decodeURIComponent)
  const there = path === '' ? file : resolve(dirname(file), path)
  if (relative(folder, there).startsWith('..')) return `leads out of the site: ${url}`
  if (!existsSync(there) || statSync(there).isDirectory()) return `leads to ${url}, which is not there`
  if (anchor && there.endsWith('.html') && !anchorsOf(there, known).has(anchor))
    return `leads to ${url}, without such an anchor`
  return undefined
}

/** One line for each reference that leads nowhere; none for a whole site. */
export function brokenLinks(folder) {
  const known = new Map()
  return pagesIn(folder).flatMap((file) => {
    const name = relative(folder, file).split(sep).join('/')
    const faults = [...readFileSync(file, 'utf8').matchAll(references)].map(([, tag, url]) =>
      faultOf({ tag, url: plain(url), file, folder, known }),
    )
    return [...new Set(faults)].flatMap((fault) => (fault ? `${name} ${fault}` : []))
  })
}

// Mends in the finished pages what typedoc's theme leaves open: landmarks, the order of headings, wide tables, and links
// inside of what opens and closes. The test of the site looks whether nothing is left.

const landmarks = (html) =>
  html
    .replace('<div class="col-content">', '<div class="col-content" role="main">')
    .replace('<div class="page-menu">', '<div class="page-menu" role="complementary" aria-label="This page">')
    .replace('<nav id="tsd-sidebar-links"', '<nav id="tsd-sidebar-links" aria-label="Elsewhere"')
    .replace('<nav class="tsd-navigation"><a ', '<nav class="tsd-navigation" aria-label="All pages"><a ')

/** A heading is one level below the one that it stands under, whatever its size. */
function headings(html) {
  const above = []
  return html.replace(/<h([1-6])(?=[\s>])/g, (tag, digit) => {
    const size = Number(digit)
    while (above.length > 0 && above.at(-1) >= size) above.pop()
    above.push(size)
    return above.length === size ? tag : `${tag} aria-level="${above.length}"`
  })
}

/** A wide table is scrolled, also with the keyboard, instead of the page. A head that says nothing is none. */
const tables = (html) =>
  html
    .replace(/<thead>\s*<tr>\s*(?:<th><\/th>\s*)+<\/tr>\s*<\/thead>/g, '')
    .replaceAll('<th></th>', '<td></td>')
    .replaceAll('<table>', '<div class="site-table" role="group" aria-label="Table" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>')

/** What a click opens or closes holds no second thing to click. */
const summaries = (html) =>
  html.replace(/<summary\b.*?<\/summary>/gs, (summary) =>
    summary
      .replace(/<a\b[^>]*class="tsd-anchor-icon".*?<\/a>/gs, '')
      .replace(/<a\b[^>]*>(.*?)<\/a>/gs, '<span>$1</span>'),
  )

/** What one installs is a package to everybody but typedoc. */
const packages = (html) => html.replace('<h1>Module @casewell/', '<h1>@casewell/')

const spokenIn = (html, language) => (language ? html.replace(/(<html\b[^>]*\slang=")en"/, `$1${language}"`) : html)

/** @param url - of the page inside the site: `guides/zh/…` is in Chinese */
export function mended(html, url) {
  const [, language] = /^guides\/([a-z]{2})\//.exec(url) ?? []
  return [landmarks, packages, summaries, headings, tables].reduce((page, mend) => mend(page), spokenIn(html, language))
}

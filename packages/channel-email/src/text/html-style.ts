/** Properties that change how text looks and nothing else: no position, no background image, no content. */
const harmless = new Set(
  (
    'color background-color font-family font-size font-style font-weight font-variant line-height letter-spacing ' +
    'text-align text-decoration text-indent text-transform vertical-align white-space direction list-style-type ' +
    'border border-top border-right border-bottom border-left border-color border-style border-width border-collapse ' +
    'border-spacing padding padding-top padding-right padding-bottom padding-left margin margin-top margin-right ' +
    'margin-bottom margin-left width max-width height max-height'
  ).split(' '),
)

/** Words, numbers, colours and quoted font names; `rgb(…)` is the only function. Nothing that can hold an address. */
const plainValue = /^(?:[\w\s#%.,'"!-]|rgba?\([\d\s.,%]{1,40}\))+$/i

const MAX_STYLE_LENGTH = 4096

/** The declarations of a style attribute that only change how text looks. */
export function cleanStyle(style: string): string {
  return style
    .slice(0, MAX_STYLE_LENGTH)
    .split(';')
    .map((declaration) => cleanDeclaration(declaration))
    .filter((declaration) => declaration !== '')
    .join(';')
}

function cleanDeclaration(declaration: string): string {
  const colon = declaration.indexOf(':')
  const property = declaration.slice(0, colon).trim().toLowerCase()
  const value = declaration.slice(colon + 1).trim()
  return colon > 0 && harmless.has(property) && plainValue.test(value) ? `${property}:${value}` : ''
}

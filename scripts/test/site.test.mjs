import { describe, expect, test } from 'vitest'
import { brokenLinks } from '../site/broken-links.mjs'
import { chaptersOf } from '../site/contents.mjs'
import { mended } from '../site/mended.mjs'
import { asPage, root } from '../site/sources.mjs'
import { house } from './house.mjs'

const faultsOf = (files) => brokenLinks(house(files).dir)

describe('the checker of links', () => {
  test('is content with links to pages, to anchors, to files and to other sites', () => {
    const a = '<a href="b/c.html#x"></a><a href="#top" id="top"></a><img src="d.svg"><a href="https://example.org/">'
    expect(faultsOf({ 'a.html': a, 'b/c.html': '<p id="x"><a href="../a.html">', 'd.svg': '<svg/>' })).toEqual([])
  })

  test('names a page, an anchor and a picture that are not there', () => {
    const a = '<a href="b.html"></a><a href="a.html#y"></a><a href="#z"></a><img alt="" src="e.svg">'
    expect(faultsOf({ 'a.html': a })).toEqual([
      'a.html leads to b.html, which is not there',
      'a.html leads to a.html#y, without such an anchor',
      'a.html leads to #z, without such an anchor',
      'a.html leads to e.svg, which is not there',
    ])
  })

  test('names what would be fetched from elsewhere, and what leads out of the site', () => {
    const a =
      '<script src="https://cdn.example/x.js"></script><link rel="x" href="//cdn.example/y.css"><a href="../up.html">'
    expect(faultsOf({ 'a.html': a })).toEqual([
      'a.html fetches https://cdn.example/x.js from elsewhere',
      'a.html fetches //cdn.example/y.css from elsewhere',
      'a.html leads out of the site: ../up.html',
    ])
  })
})

describe('a page of the repository', () => {
  const page = (file, ...lines) => asPage(lines.join('\n'), `${root}/${file}`).split('\n')

  test('leads to another page, and to GitHub for what the site has not', () => {
    expect(
      page('docs/events.md', '[a](kano.md#x) [b](../README.md#y) [c](../examples/first-desk) [d](nowhere.md)'),
    ).toEqual([
      '[a](kano.md#x) [b](https://github.com/casewell/casewell/blob/main/README.md#y) [c](https://github.com/casewell/casewell/tree/main/examples/first-desk) [d](nowhere.md)',
    ])
  })

  test('is left alone inside of code, and what code prints is plain text', () => {
    const code = ['```ts no-run: needs a server', '[a](../README.md)', '```', '', '```', 'printed', '```']
    expect(page('docs/events.md', ...code)).toEqual(['```ts', code[1], '```', '', '```text', 'printed', '```'])
  })

  test('of a package has no second title', () => {
    expect(page('packages/bus/README.md', '# @casewell/bus', '', 'Event types.')).toEqual(['', 'Event types.'])
    expect(page('packages/bus/SPEC.md', '# Promises')).toEqual(['# Promises'])
  })
})

describe('the chapters of the site', () => {
  const guide = (file) => ({ name: file, file: `${root}/${file}`, isDocument: () => true })
  const pkg = (name) => ({ name: `@casewell/${name}`, isDocument: () => false })
  const chapters = (...children) =>
    chaptersOf({ childrenIncludingDocuments: children, files: { getReflectionPath: ({ file }) => file } }).map(
      ({ title, children: inside }) => [title, inside.map(({ name }) => name)],
    )

  test('stand in the order of the contents, guides before packages, whatever order they come in', () => {
    const all = [pkg('bus'), pkg('channel-fax'), guide('docs/events.md'), guide('docs/concepts.md'), pkg('channel')]
    expect(chapters(...all)).toEqual([
      ['Start', ['docs/concepts.md', 'docs/events.md']],
      ['Channels', ['@casewell/channel', '@casewell/channel-fax']],
      ['Ground', ['@casewell/bus']],
    ])
  })

  test('take in what nobody has named, and give each language and the examples one of their own', () => {
    const all = [
      guide('docs/zh/events.md'),
      guide('docs/a-new-one.md'),
      guide('examples/desk/README.md'),
      pkg('new-one'),
    ]
    expect(chapters(...all)).toEqual([
      ['More', ['docs/a-new-one.md']],
      ['Examples', ['examples/desk/README.md']],
      ['中文', ['docs/zh/events.md']],
      ['More packages', ['@casewell/new-one']],
    ])
  })
})

describe('a finished page', () => {
  test('has headings that go down by one', () => {
    expect(mended('<h1>a</h1><h4 class="x">b</h4><h4>c</h4><h2>d</h2><h3>e</h3>', 'a.html')).toBe(
      '<h1>a</h1><h4 aria-level="2" class="x">b</h4><h4 aria-level="2">c</h4><h2>d</h2><h3>e</h3>',
    )
  })

  test('has tables without empty heads, in a frame that can be scrolled', () => {
    const head = (...cells) => `<table><thead>\n<tr>\n${cells.join('\n')}\n</tr>\n</thead></table>`
    const frame = '<div class="site-table" role="group" aria-label="Table" tabindex="0">'
    expect(mended(head('<th></th>', '<th></th>'), 'a.html')).toBe(`${frame}<table></table></div>`)
    expect(mended(head('<th>a</th>', '<th></th>'), 'a.html')).toContain('<th>a</th>\n<td></td>')
  })

  test('says in which language a guide is written', () => {
    expect(mended('<html class="default" lang="en" data-base="">', 'guides/zh/events.html')).toBe(
      '<html class="default" lang="zh" data-base="">',
    )
    expect(mended('<html lang="en">', 'guides/events.html')).toBe('<html lang="en">')
  })
})

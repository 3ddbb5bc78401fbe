import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sanitiseHtml } from '../src/text/html.ts'
import { textFromHtml } from '../src/text/html-text.ts'

describe('HTML that is shown', () => {
  test.each([
    ['<script>alert(1)</script>'],
    ['<img src=x onerror=alert(1)>'],
    ['<a href="javascript:alert(1)">x</a>'],
    ['<a href="  jAvA\tScRiPt:alert(1)">x</a>'],
    ['<iframe src="https://example.com"></iframe>'],
    ['<form action="https://example.com"><input name=a></form>'],
    ['<svg onload=alert(1)><script>alert(1)</script></svg>'],
    ['<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>'],
    ['<object data="x"></object><embed src="x">'],
    ['<meta http-equiv="refresh" content="0;url=https://example.com">'],
    ['<base href="https://example.com/">'],
    ['<style>@import url(https://example.com/x.css)</style>'],
    ['<div style="background:url(https://example.com/x)">x</div>'],
    ['<div style="width:expression(alert(1))">x</div>'],
    ['<div style="position:fixed;top:0">x</div>'],
    ['<table background="https://example.com/x"><tr><td>x</td></tr></table>'],
    ['<img src="data:image/svg+xml;base64,PHN2Zz4=">'],
    ['<img srcset="https://example.com/x 2x">'],
    ['<x:script xmlns:x="http://www.w3.org/1999/xhtml">x</x:script>'],
  ])('[HTM1] has nothing active and loads nothing: %s', (html) => {
    const { html: safe } = sanitiseHtml(html)
    expect(safe).not.toMatch(
      /script|alert|onerror|onload|iframe|<form|<input|<meta|<base|<style|@import|url\(|expression|position|background=|srcset|svg|src="https?:/i,
    )
  })

  test('[HTM2] has its remote images only when they are asked for', () => {
    const html =
      '<p>Hello</p><img src="https://spy.example/1.gif" alt="a"><img src="//spy.example/2.gif"><img src="cid:logo@x">'
    expect(sanitiseHtml(html)).toEqual({
      html: '<p>Hello</p><img alt="a" /><img /><img src="cid:logo@x" />',
      blockedImages: 2,
    })
    expect(sanitiseHtml(html, { remoteImages: 'allowed' }).html).toContain(
      '<img src="https://spy.example/1.gif" alt="a" />',
    )
  })

  test('[HTM3] keeps how its text looks, and opens its links elsewhere', () => {
    const html =
      '<p style="color: red; font-family: Arial, sans-serif; behavior: url(x)" class="x">a <a href="https://example.com">b</a></p>'
    expect(sanitiseHtml(html).html).toBe(
      '<p style="color:red;font-family:Arial, sans-serif">a <a href="https://example.com" target="_blank" rel="noopener noreferrer nofollow">b</a></p>',
    )
  })

  test.each([
    ['nested deeper than 250', `${'<div>'.repeat(251)}Hello`],
    ['of more than 30,000 tags', `Hello${'<b></b>'.repeat(15_001)}`],
    ['longer than 1 MiB', `Hello${' '.repeat(1024 * 1024)}`],
  ])('[HTM4] is shown as text when it is %s', (_, html) => {
    expect(sanitiseHtml(html).html).toBe('<pre>Hello</pre>')
  })

  test('[HTM5] stays safe whatever pieces it is made of', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '=',
      '/',
      '<script',
      '</script>',
      '<img src=x onerror=',
      'alert(1)',
      '<a href="',
      'javascript:',
      '<!--',
      '-->',
      '<svg',
      '<style>',
      '</style>',
      'x',
      ' ',
      '<p>',
      '</p>',
      '<![CDATA[',
      ']]>',
      '&lt;',
      '&#60;',
      '\0',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const { html } = sanitiseHtml(pieces.join(''))
        for (const [tag = ''] of html.matchAll(/<[a-z][^>]*>/gi)) {
          expect(tag.replace(/"[^"]*"/g, '""')).not.toMatch(/^<(?:script|svg|style|math|iframe)|\son\w+=/i)
          expect(tag).not.toMatch(/(?:href|src)="\s*(?:javascript|vbscript|data:text)/i)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('HTML read as text', () => {
  test.each([
    ['paragraphs and breaks', '<p>One,<br>two</p><p>three</p>', 'One,\ntwo\n\nthree'],
    ['lines of an editor', '<div>One</div><div><br></div><div>two</div>', 'One\n\ntwo'],
    ['white space of the source', '<p>\n  One\n  two&nbsp;&nbsp;three </p>', 'One two three'],
    ['lists', '<ul><li>a</li><li>b</li></ul><ol><li>c</li><li>d</li></ol>', '- a\n- b\n\n1. c\n2. d'],
    [
      'quotes, also in quotes',
      'no<blockquote>a<br>b<blockquote>c</blockquote></blockquote>yes',
      'no\n\n> a\n> b\n>\n>> c\n\nyes',
    ],
    [
      'links',
      '<a href="https://example.com/x">here</a> <a href="https://example.com/">example.com</a> <a href="#top">top</a>',
      'here <https://example.com/x> example.com top',
    ],
    ['rows of a table', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>', 'a\tb\nc\td'],
    ['preformatted text', '<pre>a\n  b</pre>', 'a\n  b'],
    [
      'characters by name and number',
      '&lt;b&gt; &eacute;&#233;&#xE9; &amp;lt; &unknown; &#0;',
      '<b> ééé &lt; &unknown; \ufffd',
    ],
    ['what is not said', '<head><title>t</title></head><style>p{}</style><script>x<p>y</script><!-- c -->a', 'a'],
    ['pictures with a description', '<img src="cid:x" alt="our logo"> hi', 'our logo hi'],
    ['angle brackets of prose', 'a < b and <3 and x<', 'a < b and <3 and x<'],
  ])('[HTM6] keeps %s', (_, html, text) => {
    expect(textFromHtml(html)).toBe(text)
  })
})

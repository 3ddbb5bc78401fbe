import type { Translation } from '../translation.ts'
import { escapeHtml } from './escape.ts'
import { contentSecurityPolicy, style } from './style.ts'

/** A whole page around a body. */
export function page({ language, direction }: Translation, title: string, body: string): string {
  return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body><main>
${body}
</main></body>
</html>
`
}

/** A page that only says something. */
export const notice = (translation: Translation, title: string, text: string): string =>
  page(translation, title, `<h1>${escapeHtml(title)}</h1>\n<p role="status">${escapeHtml(text)}</p>`)

/** A page as an answer over HTTP. Nobody keeps it, nobody learns its address from the pages that it leads to. */
export const pageResponse = (html: string, status = 200, head = false): Response =>
  new Response(head ? null : html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
    },
  })

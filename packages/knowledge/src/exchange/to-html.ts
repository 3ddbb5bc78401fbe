import MarkdownIt from 'markdown-it'

/** HTML in an article is shown as text: an article may have come from anywhere. */
const renderer = new MarkdownIt({ html: false, linkify: true })

/**
 * Markdown (CommonMark) as HTML that is safe to show: tags of its own are text, links with scripts are none.
 *
 * @example
 * ```ts
 * import { markdownToHtml } from '@casewell/knowledge/exchange'
 *
 * console.log(markdownToHtml('Press **OK**.').trim()) // <p>Press <strong>OK</strong>.</p>
 * console.log(markdownToHtml('<script>').trim()) // <p>&lt;script&gt;</p>
 * ```
 */
export const markdownToHtml = (markdown: string): string => renderer.render(markdown)

import type { Article } from '../contract/article.ts'
import type { Viewer } from '../contract/policy.ts'
import type { KnowledgeStore } from '../contract/store.ts'
import type { TextFile } from './item.ts'
import { writeJsonl } from './jsonl.ts'
import { fileName, writeMarkdown } from './markdown.ts'
import { markdownToHtml } from './to-html.ts'

/** How articles leave: a folder of Markdown or of HTML, or one file of JSON lines. */
export type ExportFormat = 'markdown' | 'html' | 'jsonl'

/** Every article that the viewer may see, file by file; of one JSON lines file, line by line. */
export async function* exportArticles(
  store: KnowledgeStore,
  viewer: Viewer,
  format: ExportFormat,
): AsyncGenerator<TextFile, void, undefined> {
  let cursor: string | undefined
  do {
    const page = await store.list(viewer, { limit: 100, ...(cursor !== undefined && { cursor }) })
    for (const article of page.items) yield* filesOf(article, format)
    cursor = page.next
  } while (cursor !== undefined)
}

function filesOf(article: Article, format: ExportFormat): readonly TextFile[] {
  if (format === 'jsonl') return [{ path: 'articles.jsonl', text: writeJsonl(article) }]
  return format === 'markdown' ? writeMarkdown(article) : htmlOf(article)
}

function htmlOf(article: Article): readonly TextFile[] {
  return Object.entries(article.variants).map(([language, { title, issue, environment, resolution, cause }]) => {
    const path = fileName(article, language, language === article.language).replace(/\.md$/, '.html')
    const parts = [
      issue,
      environment && `## Environment\n\n${environment}`,
      resolution && `## Resolution\n\n${resolution}`,
      cause && `## Cause\n\n${cause}`,
    ]
    const body = markdownToHtml(parts.filter((part) => part !== '').join('\n\n'))
    const head = `<!doctype html>\n<html lang="${escaped(language)}">\n<meta charset="utf-8">\n<title>${escaped(title)}</title>`
    return { path, text: `${head}\n<h1>${escaped(title)}</h1>\n${body}</html>\n` }
  })
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => entities[char] ?? char)

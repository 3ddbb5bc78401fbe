import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ArticleIndex, nextRevision } from '@casewell/knowledge'
import { type Article, type KnowledgeStore, knowledgePolicy } from '@casewell/knowledge/contract'
import { articleOf, isReadable, markdownArticles, writeMarkdown } from '@casewell/knowledge/exchange'

/** A folder of Markdown files as a knowledge base: edit them with what you like, or put articles and find the files. */
export async function markdownFolder(
  folder: string,
  tell: (bad: string) => void = console.error,
): Promise<KnowledgeStore> {
  await mkdir(folder, { recursive: true })
  const articles = new Map<string, Article>()
  for await (const item of markdownArticles(await filesIn(folder)))
    if (isReadable(item)) articles.set(articleOf(item).id, articleOf(item))
    else tell(`${item.from}: ${item.reason}`)
  const index = new ArticleIndex()
  index.putAll([...articles.values()].map((article) => [article, []]))
  let turn: Promise<unknown> = Promise.resolve()
  return {
    name: 'markdown-folder',
    can: { history: false, learning: false, completion: true, typos: true, facets: true },
    async get(id, viewer) {
      const article = articles.get(id)
      return article && knowledgePolicy('read', viewer, article.state) ? article : undefined
    },
    async list(viewer, { limit, cursor = '' }) {
      const all = [...articles.values()].filter((a) => a.id > cursor && knowledgePolicy('read', viewer, a.state))
      const items = all.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit)
      const last = items.at(-1)
      return all.length > limit && last ? { items, next: last.id } : { items }
    },
    put(draft, change) {
      const put = turn.then(async () => {
        const article = nextRevision(articles.get(draft.id), draft, change)
        for (const { path, text } of writeMarkdown(article)) await replace(join(folder, path), text)
        articles.set(draft.id, article)
        index.put(article)
        return article
      })
      turn = put.catch(() => {}) // whoever put has been told; the next one may go on
      return put
    },
    search: (request) => index.search(request, async (id) => articles.get(id)),
    complete: async (text, viewer, limit) => index.complete(text, viewer, limit),
    close: async () => void (await turn),
  }
}

async function filesIn(folder: string) {
  const paths = (await readdir(folder)).filter((path) => path.endsWith('.md')).sort()
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })))
}

/** A file is there as a whole or not at all. */
async function replace(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text)
  await rename(`${path}.new`, path)
}

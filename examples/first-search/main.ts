import { readdirSync, readFileSync } from 'node:fs'
import { ArticleIndex, languageOf, withProbabilities } from '@casewell/knowledge'
import type { Article } from '@casewell/knowledge/contract'
import { articleOf, isReadable, markdownArticles } from '@casewell/knowledge/exchange'

const files = readdirSync('articles').map((path) => ({ path, text: readFileSync(`articles/${path}`, 'utf8') }))
const articles = new Map<string, Article>()
for await (const item of markdownArticles(files)) {
  if (isReadable(item)) articles.set(articleOf(item).id, articleOf(item))
  else console.error(`${item.from}: ${item.reason}`)
}
const index = new ArticleIndex()
index.putAll([...articles.values()].map((article) => [article, []]))

const viewer = { audience: 'public', proficiency: 'reader' } as const
for (const query of ['my speaker makes no sound any more', 'pairng code', 'Der Ton ist weg', 'coffee']) {
  const request = { query, viewer, language: languageOf(query) ?? 'en' }
  const { hits, didYouMean } = await index.search(request, async (id) => articles.get(id))
  console.log(didYouMean === undefined ? query : `${query}, or rather: ${didYouMean}`)
  for (const { title, snippet, probability } of withProbabilities(hits))
    console.log(`  ${Math.round(100 * probability)} %  ${title}: ${snippet}`)
}

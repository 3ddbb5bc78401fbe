import { markdownFolder } from './markdown-folder.ts'

const [folder = 'articles', ...words] = process.argv.slice(2)
const store = await markdownFolder(folder)
const viewer = { audience: 'public', proficiency: 'reader' } as const
const { hits, didYouMean } = await store.search({ query: words.join(' '), viewer, limit: 5 })
if (didYouMean !== undefined) console.log(`Did you mean: ${didYouMean}`)
for (const { share, title, article, snippet } of hits)
  console.log(`${String(Math.round(100 * share)).padStart(3)} %  ${title}  (${article})\n       ${snippet}`)
if (hits.length === 0) console.log('Nothing found.')

import { announcing, newArticle } from '@casewell/knowledge/contract'
import { bus } from './bus.ts'
import { wiki } from './outside/wiki.ts'

const store = announcing(wiki(), bus)
const viewer = { audience: 'public', proficiency: 'reader' } as const
export const find = async (query: string) => (await store.search({ query, viewer })).hits

bus.on('article.*', ({ type, subject }) => console.log(type, subject))
const state = { confidence: 'validated', audience: 'public', governance: 'experience' } as const
const article = newArticle('limit', 'en', { title: 'No sound', resolution: 'Lower the output limit.' }, { state })
await store.put(article, { expected: 0, by: 'agent:ada', at: new Date(), kind: 'created' })
for (const { title, snippet } of await find('there is no sound')) console.log(`${title}: ${snippet}`)

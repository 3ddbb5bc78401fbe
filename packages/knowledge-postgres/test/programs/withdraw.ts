// Puts an article, and withdraws it when a line comes in: withdraw.ts <url> <schema>
import { once } from 'node:events'
import { newArticle } from '@casewell/knowledge'
import { postgresKnowledge } from '../../src/index.ts'
import { everyone, put, team } from '../corpus.ts'

const [url = '', schema = ''] = process.argv.slice(2)
const store = postgresKnowledge({ url, schema })
await put(store, newArticle('lamp', 'en', { title: 'The lamp flickers' }, { state: everyone }))
console.log('put')
await once(process.stdin, 'data')
await put(store, newArticle('lamp', 'en', { title: 'The lamp flickers' }, { state: team }), 1)
console.log('withdrawn')
process.stdin.destroy()
await store.close()

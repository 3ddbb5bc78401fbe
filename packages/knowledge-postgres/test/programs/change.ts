// Changes one article many times, beside others who do: change.ts <url> <schema> <name> <times>
import { isCasewellError } from '@casewell/errors'
import { newArticle } from '@casewell/knowledge'
import { postgresKnowledge } from '../../src/index.ts'
import { coach, everyone, put } from '../corpus.ts'

const [url = '', schema = '', name = '', times = '0'] = process.argv.slice(2)
const store = postgresKnowledge({ url, schema })
for (let done = 0; done < Number(times); ) {
  const seen = (await store.get('shared', coach))?.revision ?? 0
  try {
    await put(store, newArticle('shared', 'en', { title: `${name} wrote ${name}${done}` }, { state: everyone }), seen)
    done += 1
  } catch (error) {
    if (!isCasewellError(error, 'knowledge/conflict')) throw error
  }
}
await store.close()

// Puts articles until it is killed, and says of each when it is written: pour.ts <url> <schema> <name>
import { newArticle } from '@casewell/knowledge'
import { postgresKnowledge } from '../../src/index.ts'
import { dice, everyone, put, sentence } from '../corpus.ts'

const [url = '', schema = '', name = ''] = process.argv.slice(2)
const store = postgresKnowledge({ url, schema })
const roll = dice(name.length)
for (let n = 0; ; n++) {
  const id = `${name}-${n}`
  await put(store, newArticle(id, 'en', { title: sentence(roll, 5), issue: sentence(roll, 40) }, { state: everyone }))
  console.log(`written ${id}`)
}

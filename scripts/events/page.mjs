// Writes or compares docs/asyncapi.json and the list in docs/events.md. Started by gates/events.mjs with TypeScript taken off.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { verdict } from '../verdict.mjs'
import { documentOf } from './document.mjs'
import { gather } from './gather.mjs'
import { pageWith } from './table.mjs'
import { faultsOf } from './valid.mjs'

const [json, page] = ['docs/asyncapi.json', 'docs/events.md']
const isWriting = process.argv.includes('--write')
const textOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')

/** The document as it lies there: what its formatter makes of spaces and lines does not count. */
function standing() {
  try {
    return JSON.parse(textOf(json))
  } catch {
    return {}
  }
}

const equal = (a, b) => JSON.stringify(a) === JSON.stringify(b)
const lacking = (text, other) => text.split('\n').filter((line) => !other.split('\n').includes(line))

/** Which messages differ; if none does, something around them. */
function differences(wanted, found) {
  const [should, are] = [wanted.components.messages, found.components?.messages ?? {}]
  const types = [...new Set([...Object.keys(should), ...Object.keys(are)])].filter((t) => !equal(should[t], are[t]))
  if (types.length === 0) return equal(wanted, found) ? [] : [`${json} is not what the code says around its messages`]
  const how = (type) => (!are[type] ? 'lacks' : should[type] ? 'says something else of' : 'has, no code makes:')
  return types.map((type) => `${json} ${how(type)} ${type}`)
}

const { events, faults } = await gather()
// Once through JSON, so that what JSON leaves out is left out of the comparison as well.
const wanted = JSON.parse(JSON.stringify(documentOf(events)))
const wantedPage = pageWith(events, textOf(page))
if (isWriting && !equal(wanted, standing())) writeFileSync(json, `${JSON.stringify(wanted, null, 2)}\n`)
if (isWriting && wantedPage !== textOf(page)) writeFileSync(page, wantedPage)
const differs = [
  ...differences(wanted, standing()),
  ...lacking(wantedPage, textOf(page)).map((line) => `${page} lacks: ${line}`),
  ...lacking(textOf(page), wantedPage).map((line) => `${page} has, no code says: ${line}`),
]
verdict(
  [...faults, ...faultsOf(standing()), ...differs, ...(differs.length > 0 ? ['npm run format mends the pages'] : [])],
  `${events.length} event types of ${new Set(events.map(({ pkg }) => pkg)).size} packages, all in ${json} and ${page}`,
)

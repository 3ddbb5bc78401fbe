/** How soon after a customer's message is committed the articles that answer it are announced, in a base of 5,000. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { createDesk, type Desk } from '@casewell/core'
import { knowledge, newArticle } from '@casewell/knowledge'
import { KnowledgeSuggested } from '@casewell/knowledge/events'
import { sqliteStore } from '@casewell/store-sqlite'
import { bench } from './harness.ts'

const articles = 5_000
/** Messages of one run. */
const messages = 60

/** Words of two syllables and more, as common as words are: the n-th is said half as often as the n/2-th (Zipf). */
const syllables = [
  'ba',
  'de',
  'fi',
  'go',
  'ku',
  'la',
  'me',
  'ni',
  'po',
  'ru',
  'sa',
  'te',
  'vi',
  'wo',
  'zu',
  'kra',
  'sto',
  'pli',
]
const wordOf = (n: number): string =>
  (n < syllables.length ? '' : wordOf(Math.floor(n / syllables.length))) + (syllables[n % syllables.length] ?? '')

/** Park and Miller's minimal standard generator: the same texts in every run. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

const sentence = (roll: () => number, words: number): string =>
  Array.from({ length: words }, () => wordOf(20 + Math.floor(8_000 ** roll()))).join(' ')

async function filled(desk: Desk, kb: ReturnType<ReturnType<typeof knowledge>['setup']>): Promise<void> {
  const roll = dice(7)
  const items = Array.from({ length: articles }, (_, i) => {
    const text = { title: sentence(roll, 6), issue: sentence(roll, 20), resolution: sentence(roll, 40) }
    const { id: _id, externalId: _external, ...draft } = newArticle('', 'en', text)
    return { from: `${i}`, externalId: `${i}`, draft }
  })
  const { created } = await kb.as({ id: 'setup', role: 'admin' }).import(items, { compared: 0 })
  if (created !== articles) throw new Error(`${created} of ${articles} articles were kept`)
  await desk.settled()
}

/** Milliseconds from the return of the commit to the announcement, message by message: the median. */
async function delay(desk: Desk, id: string, seed: number): Promise<number> {
  const ada = desk.as({ id: 'ada', role: 'agent' })
  const roll = dice(seed)
  const delays: number[] = []
  for (let i = 0; i < messages; i++) {
    let off = (): void => {}
    const announced = new Promise<number>((resolve) => {
      off = desk.bus.on(KnowledgeSuggested, () => resolve(performance.now()))
    })
    await rest(5) // the one before is done with
    await ada.cases.receive(id, { text: `${sentence(roll, 12)}. ${sentence(roll, 8)}?` })
    const committedAt = performance.now()
    delays.push(Math.max(0, (await announced) - committedAt))
    off()
  }
  return delays.sort((a, b) => a - b)[messages / 2] ?? Number.NaN
}

export default bench('suggest-delay', async (report) => {
  mkdirSync('node_modules/.cache', { recursive: true })
  const folder = mkdtempSync(join('node_modules/.cache', 'casewell-bench-')) // on a disk: a temporary folder may be memory
  const desk = await createDesk({ store: sqliteStore({ file: join(folder, 'desk.db') }) })
  const kb = desk.use(knowledge())
  await desk.start()
  await filled(desk, kb)
  const { id } = await desk
    .as({ id: 'ada', role: 'agent' })
    .cases.open({ subject: 'Hello', from: { email: 'bob@example.org' }, text: 'Hi' })
  await desk.settled()
  const runs: number[] = []
  for (let i = 0; i < 5; i++) runs.push(await delay(desk, id, 100 + i))
  report.row({ what: 'suggestion after the message, p50', unit: 'ms', better: 'lower', bar: 20, hope: 5 }, runs)
  report.note(`${articles.toLocaleString('en')} articles on SQLite, ${messages} messages a run, five runs.`)
  await desk.stop()
  rmSync(folder, { recursive: true })
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDesk } from '@casewell/core'
import { rowsOf } from '@casewell/store'
import { sqliteStore } from '@casewell/store-sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { found } from '../../core/test/planted.ts'
import { type KnowledgePolicy, knowledgePolicy } from '../src/contract/policy.ts'
import { ArticleLinks, Flags, Judgements, knowledge, Searches } from '../src/index.ts'
import { IndexSnapshots, newestSnapshot } from '../src/shelf/collections.ts'

const planted = {
  said: 'zgrzytającyodbiornik',
  searched: 'неслышноерадио',
  judged: '收音机忽然没有声音了',
  flagged: 'المذياعلايصدرصوتا',
}
const stays = 'bleibterhalten'
const words = [...Object.values(planted), stays]

/** Here customers may flag, too. */
const policy: KnowledgePolicy = (deed, viewer, state) => deed === 'flag' || knowledgePolicy(deed, viewer, state)

/** A desk on a file; Żaneta, whose words lie wherever knowledge keeps words, and Otto, whose words stay. */
async function house() {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-knowledge-'))
  const open = async () => {
    const desk = await createDesk({ store: sqliteStore({ file: join(folder, 'desk.db') }) })
    const kb = desk.use(knowledge({ policy }))
    await desk.start()
    onTestFinished(() => desk.stop())
    return { desk, kb }
  }
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  const { desk, kb } = await open()
  const ada = desk.as({ id: 'ada', role: 'agent' })
  const lea = kb.as({ id: 'lea', role: 'lead' })
  const state = { confidence: 'validated', audience: 'public', governance: 'experience' } as const
  const { id: article } = await lea.create({ language: 'en', title: 'No sound', resolution: 'Lower the limit.', state })
  const ask = async (text: string, email: string) => {
    const { id } = await ada.cases.open({ subject: text, text, from: { email } })
    await desk.settled()
    await lea.link(id, article)
    await desk.settled()
    return { id, customer: (await ada.cases.get(id)).customer }
  }
  const hers = await ask(`${planted.said} no sound`, 'zaneta@example.org')
  const his = await ask(`${stays} no sound`, 'otto@example.org')
  const zaneta = kb.as({ id: hers.customer, role: 'customer' })
  await zaneta.search({ query: `${planted.searched} no sound` })
  await zaneta.judge(article, { isHelpful: false, comment: planted.judged })
  await zaneta.flag(article, 'unclear', planted.flagged)
  await desk.settled()
  const root = desk.as({ id: 'root', role: 'admin' })
  return { desk, kb, ada, lea, root, open, article, hers, his, folder }
}

const all = async <Doc>(rows: AsyncIterable<{ readonly doc: Doc }>): Promise<Doc[]> => {
  const docs: Doc[] = []
  for await (const { doc } of rows) docs.push(doc)
  return docs
}

test('[GONE1] what somebody said leaves the file; what it led to stands', async () => {
  const { desk, root, article, hers, his, folder, lea } = await house()
  expect(found(words, [folder])).toEqual(words)
  const before = await lea.evolve.health()
  const asked = async () => all(rowsOf(desk.read, Searches, { index: 'recent' }))
  const verdicts = (await asked()).map(({ verdict }) => verdict)
  await root.privacy.erase({ customer: hers.customer })
  await desk.settled()
  expect(found(words, [folder])).toEqual([stays])
  const { read } = desk
  const links = await all(rowsOf(read, ArticleLinks, { index: 'recent' }))
  expect(links.map((link) => [link.case, link.article, link.words])).toEqual([
    [hers.id, article, ''],
    [his.id, article, `${stays} no sound\n${stays} no sound`],
  ])
  expect((await asked()).map(({ kind, query }) => [kind, query === ''])).toEqual([
    ['suggestion', true],
    ['suggestion', false],
    ['search', true],
  ])
  expect((await asked()).map(({ verdict }) => verdict)).toEqual(verdicts)
  expect(await all(rowsOf(read, Judgements, { index: 'recent' }))).toMatchObject([{ isHelpful: false, comment: '' }])
  expect(await all(rowsOf(read, Flags, { index: 'article', equals: [article] }))).toMatchObject([
    { reason: 'unclear', note: '' },
  ])
  expect(await lea.evolve.health()).toEqual(before)
})

test('[GONE2] tells every index to forget, once for each link, and lets the snapshot go', async () => {
  const { desk, kb, root, lea, article, hers, his } = await house()
  expect((await lea.search({ query: planted.said })).hits.map((hit) => hit.article)).toEqual([article])
  const { blob } = await desk.blobs.write(Buffer.from('an index'))
  await desk.transact((work) =>
    work.put(IndexSnapshots, newestSnapshot, { blob, position: 1, articles: 1, at: work.now.toISOString() }),
  )
  await root.privacy.erase({ customer: hers.customer })
  await desk.settled()
  const log = await desk.read.readLog({ after: 0, limit: 1000 })
  const told = log.filter(({ type }) => type === 'article.words-forgotten')
  expect(told.map(({ subject, data }) => [subject, data])).toEqual([[article, { case: hers.id }]])
  expect((await lea.search({ query: planted.said })).hits).toEqual([])
  expect((await lea.search({ query: stays })).hits.map((hit) => hit.article)).toEqual([article])
  expect(await desk.read.get(IndexSnapshots, newestSnapshot)).toBeUndefined()
  expect(await kb.learning()).toMatchObject({ is: 'waiting' })
  expect((await lea.links(his.id)).length).toBe(1)
})

test('[GONE3] erasing a case, or one message, takes its words out of what was suggested for it', async () => {
  const { desk, ada, root, hers, his, lea, folder } = await house()
  await root.privacy.erase({ case: his.id })
  const { message } = await ada.cases.receive(hers.id, { text: 'dieseinewort no sound' })
  await desk.settled()
  expect((await lea.suggestions(hers.id))?.doc.query).toContain('dieseinewort')
  expect((await lea.suggestions(his.id))?.doc).toMatchObject({ query: '', verdict: expect.any(String) })
  await root.privacy.erase({ message })
  await desk.settled()
  expect((await lea.suggestions(hers.id))?.doc.query).toBe('')
  expect(found(['dieseinewort', ...words], [folder])).toEqual(Object.values(planted))
})

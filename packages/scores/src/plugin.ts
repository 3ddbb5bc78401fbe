import { isDeepStrictEqual } from 'node:util'
import type { Event } from '@casewell/bus'
import { CaseContents, Cases, Customers, type DeskPort, type Plugin, type Work } from '@casewell/core'
import {
  CaseAssigned,
  CaseLinked,
  CaseOpened,
  CaseQueued,
  CaseReopened,
  CaseResolved,
  ContactRecorded,
  EffortRecorded,
} from '@casewell/core/events'
import { type Collection, collection, type Page } from '@casewell/store'
import { SurveyAnswered, SurveyInvited } from '@casewell/surveys/events'
import * as z from 'zod'
import { CasePlaced, CustomerAdvocate, CustomerAtRisk, scoresEvents } from './events.ts'
import { type Fields, facetsOf, type Sources } from './facets.ts'
import type { Books } from './fold/books.ts'
import { Cell, emptyCell } from './fold/cell.ts'
import { foldAnswered, foldInvited } from './fold/fold-answers.ts'
import { type CaseFact, foldCase } from './fold/fold-cases.ts'
import { Issue } from './fold/issue.ts'
import { cellId, type MemoryBooks, memoryBooks } from './fold/memory-books.ts'
import type { Dimension, Place } from './fold/place.ts'
import { signalOf } from './fold/signal.ts'
import { type ScoresOptions, type Settings, settingsOf } from './options.ts'
import { buildReport, placeScore } from './report/build-report.ts'
import { sizeOf } from './report/groups.ts'
import type { PlaceScore, ScoreReport } from './report/score-report.ts'
import { type Period, periodBefore, weekOf, wholeWeeks } from './week.ts'

/** One document a place and week. */
export const Cells = collection('scores.cells', Cell, { version: 1, indexes: { week: (c) => [c.by, c.week, c.of] } })
const Issues = collection('scores.issues', Issue, { version: 1, indexes: {} })
const Claims = collection('scores.claims', z.object({}), { version: 1, indexes: {} })
const EffortCosts = collection('scores.efforts', z.object({ cost: z.number().nullable() }), { version: 1, indexes: {} })
/** How far the log has been folded. */
const Progress = collection('scores.progress', z.object({ position: z.number() }), { version: 1, indexes: {} })

/** What `desk.use` hands back. */
export interface ScoresApi {
  /**
   * Everything about one place in one week: one document is read.
   *
   * @param at - any day of the week, `YYYY-MM-DD`; of a person below the floor nothing is shown: null
   */
  week(by: Dimension, of: string, at: string): Promise<PlaceScore | null>
  /** @throws `scores/bad-period` */
  report(how: { readonly period: Period; readonly by?: Dimension; readonly asOf?: Date }): Promise<ScoreReport>
  /**
   * Reads the whole log again and puts right what differs: after rates were changed, or a disk went bad. Nothing is
   * announced again. Resolves to the number of documents that differed: 0, if all was well.
   */
  rebuild(): Promise<{ readonly position: number; readonly differed: number }>
}

/**
 * Scores on a desk: folds answers and cases into accumulators, tells who is at risk, reports.
 *
 * @throws `scores/bad-options`
 * @example
 * ```ts
 * import { testDesk } from '@casewell/core/testing'
 * import { scores } from '@casewell/scores'
 *
 * const { desk } = await testDesk()
 * const api = desk.use(scores({ rates: { default: 40 }, currency: 'EUR' }))
 * await desk.start()
 * const ada = desk.as({ id: 'ada', role: 'agent' })
 * const { id } = await ada.cases.open({ subject: 'No sound', from: { email: 'bob@example.org' }, text: 'It is mute.' })
 * await ada.effort.record({ case: id, activity: 'answer', minutes: 15, source: 'declared' })
 * await ada.cases.resolve(id, { code: 'fixed' })
 * await desk.settled()
 * const { overall } = await api.report({ period: { from: '2026-01-05', to: '2026-01-12' } })
 * console.log(overall.costs.perContact.value, overall.resolution.resolved) // 10 1
 * await desk.stop()
 * ```
 */
export function scores(options: ScoresOptions = {}): Plugin<ScoresApi> {
  const settings = settingsOf(options)
  return {
    name: 'scores',
    collections: [Cells, Issues, Claims, EffortCosts, Progress],
    events: [...scoresEvents, SurveyInvited, SurveyAnswered],
    setup(desk) {
      desk.subscribe({
        name: 'scores',
        events: folded,
        key: (event) => (isFollowUp(event) ? event.data.to : event.subject),
        async handle(event, work) {
          const isNew = await fold(booksOf(work), event, settings)
          if (isNew && event.type === SurveyAnswered.type) await announce(work, event, settings)
          if (isNew && event.type === CaseResolved.type) await place(desk, work, event.subject, settings)
          const done = (await work.get(Progress, 'log'))?.doc.position ?? 0
          if (event.position > done) work.put(Progress, 'log', { position: event.position })
        },
      })
      return {
        week: (by, of, at) => weekScore(desk, settings, { by, of }, weekOf(Date.parse(at))),
        report: (how) => report(desk, settings, how),
        rebuild: () => rebuild(desk, settings),
      }
    },
  }
}

const folded = [
  CaseOpened,
  ContactRecorded,
  CaseAssigned,
  CaseQueued,
  CaseResolved,
  CaseReopened,
  CaseLinked,
  EffortRecorded,
  CasePlaced,
  SurveyInvited,
  SurveyAnswered,
] as const
type Folded = ReturnType<(typeof folded)[number]> & Pick<Event, 'position' | 'time' | 'actor'>

const isFollowUp = (event: { readonly type: string; readonly data: unknown }): event is ReturnType<typeof CaseLinked> =>
  event.type === CaseLinked.type && (event.data as { kind?: string }).kind === 'follow-up' // of that type by its name

/** Counts one event. True if it is an answer that was not seen before, or the first resolution of a case. */
async function fold(books: Books, event: Folded, settings: Settings): Promise<boolean> {
  if (event.type === SurveyInvited.type) {
    await foldInvited(books, event)
    return false
  }
  if (event.type === SurveyAnswered.type) return foldAnswered(books, event)
  const fact = factOf(event, settings)
  const about = isFollowUp(event) ? event.data.to : event.subject
  const logged = { case: about, position: event.position, atMs: Date.parse(event.time) }
  return fact ? foldCase(books, logged, fact) : false
}

type CaseEvent = Exclude<Folded, { readonly type: 'survey.invited' | 'survey.answered' }>

function factOf(event: CaseEvent, { rates }: Settings): CaseFact | undefined {
  switch (event.type) {
    case 'case.opened': {
      const { queue, assignee, channel, type } = event.data
      return { is: 'opened', queue, agent: assignee, channel, isTask: type === 'task' }
    }
    case 'contact.recorded':
      return event.data.direction === 'inbound' && event.data.corrects === null ? { is: 'contacted' } : undefined
    case 'case.assigned':
      return { is: 'assigned', agent: event.data.assignee, from: event.data.from }
    case 'case.queued':
      return { is: 'queued', ...event.data }
    case 'case.resolved':
      return { is: 'resolved', agent: /^(?:agent|lead|admin):(.+)$/.exec(event.actor)?.[1] ?? null }
    case 'case.placed':
      return { is: 'placed', ...event.data }
    case 'case.linked':
      return isFollowUp(event) ? { is: 'came-back' } : undefined
    case 'case.reopened':
      return { is: 'came-back' }
    case 'effort.recorded': {
      const { entry, agent, minutes, corrects } = event.data
      const rate = rates[agent] ?? rates['default']
      return { is: 'effort', entry, corrects, cost: rate === undefined ? null : (minutes / 60) * rate }
    }
  }
}

/** Tells where a case counts that was just resolved: a fact of the log, so that whoever reads it again counts the same. */
async function place(desk: DeskPort, work: Work, of: string, { facets }: Settings): Promise<void> {
  const { products, segment } = await facetsOf(sourcesOf(desk), of, facets)
  if (products.length > 0 || segment !== null) work.emit(CasePlaced(of, { products: [...products], segment }))
}

/** What scores ask the register of assets. */
interface Register {
  productsOf(of: string): Promise<readonly string[]>
}

function sourcesOf(desk: DeskPort): Sources {
  const { read } = desk
  return {
    caseFields: async (of) => (await read.get(CaseContents, of))?.doc.fields,
    async customerFields(of) {
      const customer = (await read.get(Cases, of))?.doc.customer
      return customer === undefined ? undefined : fieldsOf(desk, customer)
    },
    async products(of) {
      const register = desk.api('assets') as Register | undefined // the plugin of that name
      return (await register?.productsOf(of)) ?? []
    },
  }
}

async function fieldsOf(desk: DeskPort, id: string): Promise<Fields | undefined> {
  const customer = (await desk.read.get(Customers, id))?.doc
  return customer && customer.mergedInto !== null ? fieldsOf(desk, customer.mergedInto) : customer?.fields
}

/** Tells an extreme answer, once; a change of mind that stays at its end tells nothing new. */
async function announce(
  work: Work,
  { subject, data }: ReturnType<typeof SurveyAnswered>,
  settings: Settings,
): Promise<void> {
  const { ends, followUp } = settings
  const signal = signalOf(data.given, ends)
  if (!signal || signalOf(data.replaces ?? [], ends)?.is === signal.is) return
  const { customer, case: about, revision, survey } = data
  const { question, value } = signal
  const told = { invitation: subject, revision, case: about, survey, question, value }
  if (signal.is === 'advocate') return work.emit(CustomerAdvocate(customer, told))
  const task = followUp ? await openTask(work, customer, about, followUp) : null
  work.emit(CustomerAtRisk(customer, { ...told, task }))
}

async function openTask(
  work: Work,
  customer: string,
  about: string,
  { queue, subject }: NonNullable<Settings['followUp']>,
): Promise<string> {
  const { id } = await work.cases.open({ customer, subject, type: 'task', priority: 'high', queue })
  await work.cases.link(id, { kind: 'related', to: about })
  return id
}

async function weekScore(desk: DeskPort, settings: Settings, place: Place, week: string): Promise<PlaceScore | null> {
  const cell = (await desk.read.get(Cells, cellId(place, week)))?.doc ?? emptyCell(place, week)
  if (place.by === 'agent' && sizeOf(cell) < settings.floor) return null
  return placeScore(cell, { ...settings, asOfMs: (await desk.read.now()).getTime() })
}

async function report(
  desk: DeskPort,
  settings: Settings,
  { period, by = 'all', asOf }: Parameters<ScoresApi['report']>[0],
): Promise<ScoreReport> {
  const weeks = wholeWeeks(period)
  const asOfMs = (asOf ?? (await desk.read.now())).getTime()
  const [all, before, groups] = await Promise.all([
    cellsIn(desk, 'all', weeks),
    cellsIn(desk, 'all', periodBefore(weeks)),
    by === 'all' ? [] : cellsIn(desk, by, weeks),
  ])
  const floor = by === 'agent' ? settings.floor : 1
  return buildReport({ ...settings, asOfMs, period: weeks, by, all, before, groups, floor })
}

async function cellsIn(desk: DeskPort, by: Dimension, { from, to }: Period): Promise<readonly Cell[]> {
  const stretch = { index: 'week', equals: [by], from, to } as const
  return (await everything((page) => desk.read.find(Cells, { ...stretch, ...page }))).map(({ doc }) => doc)
}

async function everything<Item>(
  read: (page: { readonly limit: number; readonly cursor?: string }) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const items: Item[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await read({ limit: 1000, ...(cursor !== undefined && { cursor }) })
    items.push(...page.items)
    if (page.next === undefined) return items
    cursor = page.next
  }
}

async function rebuild(
  desk: DeskPort,
  settings: Settings,
): Promise<{ readonly position: number; readonly differed: number }> {
  const books = memoryBooks()
  let position = 0
  return desk.transact(async (work) => {
    const to = (await work.get(Progress, 'log'))?.doc.position ?? 0 // whatever is folded meanwhile loses or wins against this
    const types = new Set<string>(folded.map(({ type }) => type))
    while (position < to) {
      const page = await desk.read.readLog({ after: position, limit: Math.min(1000, to - position) })
      for (const event of page) if (types.has(event.type)) await fold(books, event as Folded, settings) // by its type
      position = page.at(-1)?.position ?? to
    }
    return { position, differed: await putRight(desk, work, books) }
  })
}

/** Writes what differs from the books; cells that the log knows nothing of are removed. */
async function putRight(desk: DeskPort, work: Work, books: MemoryBooks): Promise<number> {
  let differed = 0
  const keep = async <Doc>(to: Collection<Doc, never>, id: string, doc: NoInfer<Doc>): Promise<void> => {
    if (isDeepStrictEqual((await work.get(to, id))?.doc, doc)) return
    work.put(to, id, doc)
    differed++
  }
  for (const [id, cell] of books.cells) await keep(Cells, id, cell)
  for (const [id, issue] of books.issues) await keep(Issues, id, issue)
  for (const name of books.claims) await keep(Claims, name, {})
  for (const [entry, cost] of books.efforts) await keep(EffortCosts, entry, { cost })
  const stored = await everything((page) => desk.read.find(Cells, { index: 'week', ...page }))
  const strangers = stored.filter(({ id }) => !books.cells.has(id))
  for (const { id } of strangers) work.remove(Cells, id)
  return differed + strangers.length
}

function booksOf(work: Work): Books {
  return {
    cell: async (place, week) => (await work.get(Cells, cellId(place, week)))?.doc ?? emptyCell(place, week),
    keepCell: (cell) => work.put(Cells, cellId(cell, cell.week), cell),
    issue: async (id) => (await work.get(Issues, id))?.doc,
    keepIssue: (id, issue) => work.put(Issues, id, issue),
    claim: (name) => work.claim(Claims, name, {}),
    effort: async (entry) => {
      const stored = await work.get(EffortCosts, entry)
      return stored?.doc.cost
    },
    keepEffort: (entry, cost) => work.put(EffortCosts, entry, { cost }),
  }
}

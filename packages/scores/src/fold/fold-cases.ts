import { weekOf } from '../week.ts'
import { type Books, changeCells } from './books.ts'
import { countCost } from './cell.ts'
import { countBack, countResolved } from './cohort.ts'
import { type Issue, knownCost, newIssue } from './issue.ts'
import { placesOf } from './place.ts'

/** Something that happened to a case, as far as scores need it. */
export type CaseFact =
  | {
      readonly is: 'opened'
      readonly queue: string | null
      readonly agent: string | null
      readonly channel: string | null
      readonly isTask: boolean
    }
  | { readonly is: 'contacted' | 'came-back' }
  | { readonly is: 'assigned'; readonly agent: string | null; readonly from: string | null }
  | { readonly is: 'queued'; readonly queue: string | null; readonly from: string | null }
  | { readonly is: 'resolved'; readonly agent: string | null }
  | { readonly is: 'effort'; readonly entry: string; readonly cost: number | null; readonly corrects: string | null }

/** One fact of the log. */
export interface Logged {
  readonly case: string
  readonly position: number
  readonly atMs: number
}

/** Counts one fact about a case: in the order of the log, and each once. Tasks of the team are no customer's issue. */
export async function foldCase(books: Books, { case: id, position, atMs }: Logged, fact: CaseFact): Promise<void> {
  const known = await books.issue(id)
  if (fact.is === 'opened') {
    if (!known && !fact.isTask)
      books.keepIssue(id, newIssue({ queue: fact.queue, agent: fact.agent, channel: fact.channel }, position))
    return
  }
  if (!known || position <= known.position) return
  const issue = { ...known, position }
  books.keepIssue(id, await folded(books, issue, fact, atMs))
}

function folded(
  books: Books,
  issue: Issue,
  fact: Exclude<CaseFact, { is: 'opened' }>,
  atMs: number,
): Issue | Promise<Issue> {
  const isOpen = issue.resolvedAt === null
  switch (fact.is) {
    case 'contacted':
      return isOpen ? { ...issue, contacts: issue.contacts + 1 } : issue
    case 'assigned': {
      const isTransfer = isOpen && fact.from !== null && fact.agent !== null
      return { ...issue, agent: fact.agent, transfers: issue.transfers + (isTransfer ? 1 : 0) }
    }
    case 'queued': {
      const isTransfer = isOpen && fact.from !== null && fact.queue !== null
      return { ...issue, queue: fact.queue, transfers: issue.transfers + (isTransfer ? 1 : 0) }
    }
    case 'resolved':
      return isOpen ? resolved(books, issue, fact.agent, atMs) : issue
    case 'came-back':
      return cameBack(books, issue, atMs)
    case 'effort':
      return spent(books, issue, fact)
  }
}

/** The first resolution decides where and when the case counts. */
async function resolved(books: Books, issue: Issue, agent: string | null, atMs: number): Promise<Issue> {
  const { queue, channel, contacts, transfers } = issue
  const isFirstContact = contacts <= 1 && transfers === 0
  const counted = { queue, agent: issue.agent ?? agent, channel }
  const next = { ...issue, resolvedAt: atMs, counted, isFirstContact }
  await changeCells(books, placesOf(counted), weekOf(atMs), (cell) =>
    countCost(
      { ...cell, cohorts: countResolved(cell.cohorts, atMs, isFirstContact, 1) },
      channel ?? 'none',
      null,
      knownCost(next),
    ),
  )
  return next
}

/** Reopened, or followed up by another case: only the first time counts. */
async function cameBack(books: Books, issue: Issue, atMs: number): Promise<Issue> {
  const { resolvedAt, counted, isFirstContact, hasComeBack } = issue
  if (resolvedAt === null || counted === null || hasComeBack) return issue
  const back = { resolvedAtMs: resolvedAt, backAtMs: atMs, isFirstContact }
  await changeCells(books, placesOf(counted), weekOf(resolvedAt), (cell) => ({
    ...cell,
    cohorts: countBack(cell.cohorts, back, 1),
  }))
  return { ...issue, hasComeBack: true }
}

/** Effort adds to what the case costs; a correction replaces an earlier entry. */
async function spent(
  books: Books,
  issue: Issue,
  { entry, cost, corrects }: Extract<CaseFact, { is: 'effort' }>,
): Promise<Issue> {
  const earlier = corrects === null ? undefined : await books.effort(corrects)
  books.keepEffort(entry, cost)
  const next: Issue = {
    ...issue,
    cost: cents((issue.cost ?? 0) + (cost ?? 0) - (earlier ?? 0)),
    uncosted: issue.uncosted + (cost === null ? 1 : 0) - (earlier === null ? 1 : 0),
  }
  if (issue.resolvedAt === null || issue.counted === null) return next
  const channel = issue.counted.channel ?? 'none'
  await changeCells(books, placesOf(issue.counted), weekOf(issue.resolvedAt), (cell) =>
    countCost(cell, channel, knownCost(issue), knownCost(next)),
  )
  return next
}

/** Money is kept to a millionth, so that a corrected entry leaves nothing behind. */
const cents = (amount: number): number => Math.round(amount * 1e6) / 1e6

import { weekOf } from '../week.ts'
import { type Books, changeCells } from './books.ts'
import { type Cell, countCost } from './cell.ts'
import { countBack, countResolved } from './cohort.ts'
import { type Issue, knownCost, newIssue } from './issue.ts'
import { namedPlaces, placesOf } from './place.ts'

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
  | { readonly is: 'placed'; readonly products: readonly string[]; readonly segment: string | null }
  | { readonly is: 'effort'; readonly entry: string; readonly cost: number | null; readonly corrects: string | null }

/** One fact of the log. */
export interface Logged {
  readonly case: string
  readonly position: number
  readonly atMs: number
}

/**
 * Counts one fact about a case: in the order of the log, and each once. Tasks of the team are no customer's issue. True
 * the first time that the case is resolved.
 */
export async function foldCase(books: Books, { case: id, position, atMs }: Logged, fact: CaseFact): Promise<boolean> {
  const known = await books.issue(id)
  if (fact.is === 'opened') {
    if (!known && !fact.isTask)
      books.keepIssue(id, newIssue({ queue: fact.queue, agent: fact.agent, channel: fact.channel }, position))
    return false
  }
  if (!known || position <= known.position) return false
  const next = await folded(books, { ...known, position }, fact, atMs)
  books.keepIssue(id, next)
  return known.resolvedAt === null && next.resolvedAt !== null
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
    case 'placed':
      return placed(books, issue, fact)
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
  const counted = { queue, agent: issue.agent ?? agent, channel, products: [], segment: null }
  const next = { ...issue, resolvedAt: atMs, counted, isFirstContact }
  await changeCells(books, placesOf(counted), weekOf(atMs), (cell) => countWhole(cell, next, atMs))
  return next
}

/** Products and segment are told after the resolution: everything that has been counted elsewhere is counted there too. */
async function placed(
  books: Books,
  issue: Issue,
  { products, segment }: Extract<CaseFact, { is: 'placed' }>,
): Promise<Issue> {
  const { resolvedAt, counted, isPlaced } = issue
  if (resolvedAt === null || counted === null || isPlaced) return issue
  const where = { products: [...new Set(products)], segment }
  await changeCells(books, namedPlaces(where), weekOf(resolvedAt), (cell) => countWhole(cell, issue, resolvedAt))
  return { ...issue, counted: { ...counted, ...where }, isPlaced: true }
}

/** Everything that a resolved case adds to one place. */
function countWhole(cell: Cell, issue: Issue, resolvedAtMs: number): Cell {
  const { backAt, isFirstContact, channel } = issue
  const resolved = countResolved(cell.cohorts, resolvedAtMs, isFirstContact, 1)
  const cohorts =
    backAt === null ? resolved : countBack(resolved, { resolvedAtMs, backAtMs: backAt, isFirstContact }, 1)
  return countCost({ ...cell, cohorts }, channel ?? 'none', null, knownCost(issue))
}

/** Reopened, or followed up by another case: only the first time counts. */
async function cameBack(books: Books, issue: Issue, atMs: number): Promise<Issue> {
  const { resolvedAt, counted, isFirstContact, backAt } = issue
  if (resolvedAt === null || counted === null || backAt !== null) return issue
  const back = { resolvedAtMs: resolvedAt, backAtMs: atMs, isFirstContact }
  await changeCells(books, placesOf(counted), weekOf(resolvedAt), (cell) => ({
    ...cell,
    cohorts: countBack(cell.cohorts, back, 1),
  }))
  return { ...issue, backAt: atMs }
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

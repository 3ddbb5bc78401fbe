import { Cases, Customers } from '@casewell/core'
import type { Interval } from '@casewell/scoring'
import { wilson } from '@casewell/scoring'
import { rowsOf } from '@casewell/store'
import { Assets, Facts } from './asset.ts'
import { factsOf, type House } from './house.ts'

/** A share of something, with its doubt. */
export interface Share {
  readonly count: number
  readonly of: number
  /** 0…1; null where there is nothing to divide by. */
  readonly share: number | null
  /** 95 %, Wilson. */
  readonly interval: Interval | null
}

/** How much is known of what customers run. */
export interface Coverage {
  /** Customers with at least one asset. */
  readonly customers: Share
  /** Assets of which something was verified within the time asked for. */
  readonly fresh: Share
  /** Closed and resolved cases in which a fact was told. */
  readonly cases: Share
}

const dayMs = 86_400_000

/** Counts what is known; it reads everything, so ask it once a day and not on every page. */
export async function coverage(
  house: House,
  { freshDays = 90 }: { readonly freshDays?: number } = {},
): Promise<Coverage> {
  const { read } = house.desk
  const since = new Date((await read.now()).getTime() - freshDays * dayMs).toISOString()
  const owners = new Set<string>()
  let [fresh, assets] = [0, 0]
  for await (const { id, doc } of rowsOf(read, Assets, { index: 'customer' })) {
    owners.add(doc.customer)
    assets++
    const facts = await factsOf(read, id)
    if (facts.some((f) => f.status === 'counted' && f.confidence === 'verified' && f.at >= since)) fresh++
  }
  let customers = 0
  for await (const { doc } of rowsOf(read, Customers, { index: 'recent' })) if (doc.mergedInto === null) customers++
  return { customers: share(owners.size, customers), fresh: share(fresh, assets), cases: await casesWithFacts(house) }
}

async function casesWithFacts({ desk: { read } }: House): Promise<Share> {
  const telling = new Set<string>()
  for await (const { doc } of rowsOf(read, Facts, { index: 'recent' }))
    if (doc.case !== null && doc.status !== 'rejected') telling.add(doc.case)
  let [ended, told] = [0, 0]
  for await (const { id, doc } of rowsOf(read, Cases, { index: 'recent' })) {
    if (doc.status !== 'resolved' && doc.status !== 'closed') continue
    ended++
    if (telling.has(id)) told++
  }
  return share(told, ended)
}

const share = (count: number, of: number): Share => ({
  count,
  of,
  share: of === 0 ? null : count / of,
  interval: of === 0 ? null : wilson(count, of),
})

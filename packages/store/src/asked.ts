import { storeErrors } from './errors.ts'
import type { Query, Stretch } from './store.ts'

const largestPage = 1000

interface Indexed {
  readonly name: string
  readonly indexes: Readonly<Record<string, unknown>>
}

const isWhole = (n: number, least: number, most: number): boolean => Number.isSafeInteger(n) && n >= least && n <= most

/** @throws `store/bad-query` unless the index is declared and the limit is 1 to 1000 */
export function checkQuery(from: Indexed, { index, limit }: Query): void {
  checkIndex(from, index)
  if (!isWhole(limit, 1, largestPage)) throw faultOf(from, index, `limit ${limit} lies outside 1 to ${largestPage}`)
}

/** @throws `store/bad-query` unless the index is declared and the cap is a whole number from 1 on */
export function checkCount(of: Indexed, { index }: Stretch, cap: number): void {
  checkIndex(of, index)
  if (!isWhole(cap, 1, Number.MAX_SAFE_INTEGER)) throw faultOf(of, index, `cap ${cap} is no whole number from 1 on`)
}

/** @throws `store/bad-query` unless `after` is a position or 0, and the limit 1 or more */
export function checkLogQuery({ after, limit }: { readonly after: number; readonly limit: number }): void {
  const log = { name: 'the log' }
  if (!isWhole(after, 0, Number.MAX_SAFE_INTEGER)) throw faultOf(log, 'position', `no event stands after ${after}`)
  if (!isWhole(limit, 1, Number.MAX_SAFE_INTEGER))
    throw faultOf(log, 'position', `limit ${limit} is no whole number from 1 on`)
}

/** @throws `store/bad-query` unless the limit is 1 to 1000 */
export function checkPage(name: string, index: string, limit: number): void {
  if (!isWhole(limit, 1, largestPage)) throw faultOf({ name }, index, `limit ${limit} lies outside 1 to ${largestPage}`)
}

function checkIndex(from: Indexed, index: string): void {
  if (Object.hasOwn(from.indexes, index)) return
  const declared = Object.keys(from.indexes).join(', ') || 'none'
  throw faultOf(from, index, `there is no such index; declared: ${declared}`)
}

const faultOf = (of: { readonly name: string }, index: string, reason: string) =>
  storeErrors['bad-query']({ collection: of.name, index, reason })

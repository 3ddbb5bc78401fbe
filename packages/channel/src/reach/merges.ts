import { actorName, permit, personOf, type Seat } from '@casewell/core'
import type { Page, Reader } from '@casewell/store'
import { MergeSuggestions } from '../collections.ts'
import { channelErrors } from '../errors.ts'
import type { Transacting } from './preferences.ts'

/** Two customers who may be one. */
export interface MergeSuggestion {
  readonly id: string
  readonly customers: readonly [string, string]
  /** `not-verified`: nobody has proved that both handles are theirs. `two-users`: both have an account of their own. */
  readonly because: 'not-verified' | 'two-users'
  /** Milliseconds since 1970. */
  readonly at: number
}

/**
 * The suggestions that nobody has answered, newest first; without those whose customers were made one meanwhile.
 *
 * @param page.limit - at most so many are looked at, 1 to 1,000
 * @example
 * ```ts
 * import { defineChannel, mergeSuggestions } from '@casewell/channel'
 * import { userOf } from '@casewell/channel/contract'
 * import { testDesk } from '@casewell/core/testing'
 * import * as z from 'zod'
 *
 * const { desk } = await testDesk()
 * const messenger = (id: string) => desk.use(defineChannel({ id, config: z.object({}), can: {} })('home', {}))
 * const [crow, dove] = [messenger('crow'), messenger('dove')]
 * await desk.start()
 * const hello = (via: string, assurance: 'verified' | 'unverified') => ({
 *   type: 'message' as const, id: '1', thread: 'bob', blocks: [{ t: 'text' as const, text: 'Hello?' }],
 *   from: { ...userOf(via, 'bob'), also: [{ kind: 'email' as const, value: 'bob@example.org', assurance }] },
 * })
 * await crow.accept([hello('crow', 'unverified')])
 * await dove.accept([hello('dove', 'verified')])
 * console.log((await mergeSuggestions(desk)).items.map(({ because }) => because)) // [ 'not-verified' ]
 * await desk.stop()
 * ```
 */
export async function mergeSuggestions(
  desk: { readonly read: Pick<Reader, 'find' | 'get'> },
  page: { readonly limit: number; readonly cursor?: string } = { limit: 100 },
): Promise<Page<MergeSuggestion>> {
  const { items, next } = await desk.read.find(MergeSuggestions, { index: 'open', order: 'desc', ...page })
  const open: MergeSuggestion[] = []
  for (const { id, doc } of items) {
    const [one = '', other = ''] = doc.customers
    if ((await personOf(desk.read, one)) === (await personOf(desk.read, other))) continue
    open.push({ id, customers: [one, other], because: doc.because, at: doc.at })
  }
  return { items: open, ...(next !== undefined && { next }) }
}

/**
 * Answers a suggestion: `same` merges the first customer into the second, `different` leaves them as they are. Neither is
 * suggested again.
 *
 * @param seat - of who says so: a lead or an admin
 * @throws `core/denied`; `channel/no-entry` if there is no such suggestion; `core/two-identities` if both are verified users
 * @example
 * ```ts
 * import { answerMerge, defineChannel, mergeSuggestions } from '@casewell/channel'
 * import { userOf } from '@casewell/channel/contract'
 * import { testDesk } from '@casewell/core/testing'
 * import * as z from 'zod'
 *
 * const { desk } = await testDesk()
 * const messenger = (id: string) => desk.use(defineChannel({ id, config: z.object({}), can: {} })('home', {}))
 * const [crow, dove] = [messenger('crow'), messenger('dove')]
 * await desk.start()
 * const hello = (via: string, assurance: 'verified' | 'unverified') => ({
 *   type: 'message' as const, id: '1', thread: 'bob', blocks: [{ t: 'text' as const, text: 'Hello?' }],
 *   from: { ...userOf(via, 'bob'), also: [{ kind: 'email' as const, value: 'bob@example.org', assurance }] },
 * })
 * await crow.accept([hello('crow', 'unverified')])
 * await dove.accept([hello('dove', 'verified')])
 * const [suggested] = (await mergeSuggestions(desk)).items
 * await answerMerge(desk, desk.as({ id: 'lea', role: 'lead' }), suggested?.id ?? '', 'different')
 * console.log((await mergeSuggestions(desk)).items) // []
 * await desk.stop()
 * ```
 */
export async function answerMerge(
  desk: Transacting,
  seat: Pick<Seat, 'actor' | 'customers'>,
  id: string,
  is: 'same' | 'different',
): Promise<void> {
  permit(seat.actor, 'merge-customers')
  const asked = await desk.read.get(MergeSuggestions, id)
  if (!asked) throw channelErrors['no-entry']({ what: 'merge suggestion', id })
  const [one = '', other = ''] = asked.doc.customers
  if (is === 'same') await seat.customers.merge(one, other, { reason: 'suggested, and said to be one' })
  const by = actorName(seat.actor)
  await desk.transact(async (work) => {
    const stored = await work.get(MergeSuggestions, id)
    if (stored) work.put(MergeSuggestions, id, { ...stored.doc, answer: { is, by, at: work.now.getTime() } })
  })
}

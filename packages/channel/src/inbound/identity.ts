import { type Handle, Handles, type KnownCustomer, normalizeHandle, type Work } from '@casewell/core'
import { MergeSuggestions } from '../collections.ts'
import type { ChannelHandle, Party } from '../contract/handle.ts'
import { MergeSuggested } from '../events.ts'

/**
 * Who writes: by the handle that wrote, and by what the vendor declares besides. Two customers are made one only if both
 * sides are verified, and never across two different accounts that are declared; otherwise somebody is asked.
 */
export async function identify(work: Work, { handle, name, also = [] }: Party): Promise<KnownCustomer> {
  let customer = await work.customers.identify(handle, name === undefined ? {} : { name })
  for (const other of also) customer = await connect(work, customer, handle, other)
  return customer
}

async function connect(
  work: Work,
  customer: KnownCustomer,
  by: ChannelHandle,
  other: ChannelHandle,
): Promise<KnownCustomer> {
  const holder = await work.customers.find(other)
  if (holder === null || holder === customer.id) {
    await work.customers.addHandle(customer.id, other)
    return customer
  }
  const obstacle = await obstacleTo(work, customer.id, holder, by, other)
  if (obstacle) {
    await suggest(work, customer.id, holder, obstacle)
    return customer
  }
  await work.customers.merge(customer.id, holder, { reason: `both own a verified ${other.kind}`, isAutomatic: true })
  return work.customers.current(holder)
}

type Obstacle = 'not-verified' | 'two-users'

async function obstacleTo(
  work: Work,
  customer: string,
  holder: string,
  by: ChannelHandle,
  other: ChannelHandle,
): Promise<Obstacle | undefined> {
  const known = await work.get(Handles, work.seal('handle', other.kind, normalizeHandle(other).value))
  const isVerified =
    by.assurance === 'verified' && other.assurance === 'verified' && known?.doc.assurance === 'verified'
  if (!isVerified) return 'not-verified'
  const [mine, theirs] = [await work.customers.handlesOf(customer), await work.customers.handlesOf(holder)]
  return users(mine).length > 0 && users(theirs).length > 0 ? 'two-users' : undefined
}

const users = (handles: readonly Handle[]): readonly Handle[] =>
  handles.filter(({ kind, assurance }) => kind === 'user' && assurance === 'verified')

/** Once for each two: whoever said no is not asked again. */
async function suggest(work: Work, customer: string, other: string, because: Obstacle): Promise<void> {
  const customers = [customer, other].sort()
  const id = work.seal('merge', ...customers)
  if (await work.get(MergeSuggestions, id)) return
  work.put(MergeSuggestions, id, { customers, because, at: work.now.getTime(), answer: null })
  work.emit(MergeSuggested(customer, { other }))
}

import { type Reader, rowsOf } from '@casewell/store'
import type { Actor } from '../actor.ts'
import type { CaseState } from '../case/state.ts'
import type { Kernel } from '../kernel.ts'
import { type Deed, permit, policy } from '../policy.ts'
import { type Clocked, checkLevel } from '../verification/level.ts'
import { Customers } from './collections.ts'

/**
 * Merged customers are one person, named by the customer who remains; an id that nobody knows is its own.
 *
 * @example
 * ```ts
 * import { personOf } from '@casewell/core'
 * import { testDesk } from '@casewell/core/testing'
 *
 * const { desk } = await testDesk()
 * await desk.start()
 * const { customers } = desk.as({ id: 'lea', role: 'lead' })
 * const [bob, robert] = [await customers.create([], { name: 'Bob' }), await customers.create([], { name: 'Robert' })]
 * await customers.merge(robert.id, bob.id, { reason: 'he told us on the telephone' })
 * console.log((await personOf(desk.read, robert.id)) === bob.id) // true
 * await desk.stop()
 * ```
 */
export async function personOf(reader: Pick<Reader, 'get'>, customer: string): Promise<string> {
  const into = (await reader.get(Customers, customer))?.doc.mergedInto ?? null
  return into === null ? customer : personOf(reader, into)
}

/** Every id under which a person is known: the customer who remains, and at any depth whoever was merged into them. */
export async function partsOf(reader: Reader, customer: string): Promise<readonly string[]> {
  const parts = [await personOf(reader, customer)]
  // It grows while it is read.
  for (let i = 0; i < parts.length; i++)
    for await (const { id } of rowsOf(reader, Customers, { index: 'merged', equals: [parts[i] ?? customer] }))
      parts.push(id)
  return parts
}

/** Somebody who wants to do something, and where it is looked up whether they may. */
export interface Asking {
  readonly reader: Clocked
  readonly kernel: Pick<Kernel, 'needs' | 'seal'>
  readonly actor: Actor
}

/**
 * Passes whoever may do this on a case; what belongs to one part of a person belongs to all of them. Of a customer one
 * must be sure enough.
 *
 * @throws `core/denied`, `core/needs-verification`
 */
export async function permitOn(
  { reader, kernel, actor }: Asking,
  deed: Deed,
  of: Pick<CaseState, 'id' | 'customer'> | undefined,
): Promise<void> {
  const isOwn = policy[deed][actor.role] === 'own'
  const isInQuestion = isOwn && of !== undefined && of.customer !== actor.id
  const isOne = isInQuestion && (await personOf(reader, actor.id)) === (await personOf(reader, of.customer))
  permit(actor, deed, isOne ? { ...of, customer: actor.id } : of)
  if (isOwn) await checkLevel(reader, kernel, actor, deed, () => personOf(reader, actor.id))
}

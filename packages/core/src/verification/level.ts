import type { Reader } from '@casewell/store'
import type { Actor } from '../actor.ts'
import { coreErrors } from '../errors.ts'
import type { Assurance } from '../handle.ts'
import type { Kernel } from '../kernel.ts'
import type { Deed } from '../policy.ts'
import { Verifications } from './collections.ts'
import { strength } from './needs.ts'

/** Who can read documents and knows the time: a store, or a unit of work. */
export interface Clocked extends Reader {
  readonly now: Date | (() => Promise<Date>)
}

/** Where a session's proof for one purpose is kept. */
export const proofId = ({ seal }: Pick<Kernel, 'seal'>, person: string, purpose: Deed, session = ''): string =>
  seal('verification', person, purpose, session)

/**
 * Passes a customer of whom one is sure enough: because the seat says so, or because of a proof for this very purpose
 * that still holds.
 *
 * @param person - whose data it is, after merges
 * @throws `core/needs-verification`
 */
export async function checkLevel(
  reader: Clocked,
  kernel: Pick<Kernel, 'needs' | 'seal'>,
  { assurance = 'verified', session }: Actor,
  deed: Deed,
  person: () => Promise<string>,
): Promise<void> {
  const needs = kernel.needs[deed]
  if (strength[assurance] >= strength[needs]) return
  const grant = (await reader.get(Verifications, proofId(kernel, await person(), deed, session)))?.doc.grant
  const now = typeof reader.now === 'function' ? await reader.now() : reader.now
  const holds = grant !== null && grant !== undefined && grant.until > now.getTime()
  const has: Assurance = holds && strength[grant.level] > strength[assurance] ? grant.level : assurance
  if (strength[has] < strength[needs]) throw coreErrors['needs-verification']({ deed, needs, has })
}

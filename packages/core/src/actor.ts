import type { Assurance } from './handle.ts'

/** What somebody may do follows from the role; see `policy`. */
export type Role = 'customer' | 'agent' | 'lead' | 'admin' | 'system'

const roles: Readonly<Record<Role, true>> = { customer: true, agent: true, lead: true, admin: true, system: true }

/** Whether there is such a role. */
export const isRole = (given: unknown): given is Role => typeof given === 'string' && Object.hasOwn(roles, given)

/** Whoever acts. There is one way to act on a desk: as somebody. */
export interface Actor {
  /** A customer's or an agent's id; for programs a name. */
  readonly id: string
  readonly role: Role
  /**
   * Of a customer: how sure you are that it is them. What needs more is refused until they have proved it, see
   * `desk.verify`. @defaultValue `'verified'`: whoever gives somebody a seat has looked who it is
   */
  readonly assurance?: Assurance
  /** Names the browser, the call, the chat, where something was proved; see `desk.verify`. */
  readonly session?: string
}

/**
 * The actor as events name it: `agent:ada`.
 *
 * @example
 * ```ts
 * import { actorName } from '@casewell/core'
 *
 * console.log(actorName({ id: 'ada', role: 'agent' })) // agent:ada
 * ```
 */
export const actorName = ({ role, id }: Actor): string => `${role}:${id}`

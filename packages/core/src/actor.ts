/** What somebody may do follows from the role; see `policy`. */
export type Role = 'customer' | 'agent' | 'lead' | 'admin' | 'system'

/** Whoever acts. There is one way to act on a desk: as somebody. */
export interface Actor {
  /** A customer's or an agent's id; for programs a name. */
  readonly id: string
  readonly role: Role
}

/** The actor as events name it: `agent:ada`. */
export const actorName = ({ role, id }: Actor): string => `${role}:${id}`

import type { UnitOfWork } from '@casewell/store'
import type { Actor } from '../actor.ts'
import { permit } from '../policy.ts'
import { tell } from '../tell.ts'
import { AgentChanged, QueueChanged } from './events.ts'
import { type Agent, Agents, type Queue, Queues } from './team.ts'

/** What one can do with agents and queues, inside one unit of work. */
export class TeamCommands {
  readonly #unit: UnitOfWork
  readonly #actor: Actor

  constructor(unit: UnitOfWork, actor: Actor) {
    this.#unit = unit
    this.#actor = actor
  }

  /** Adds an agent, or changes one. */
  async putAgent(id: string, agent: Pick<Agent, 'name'> & Partial<Agent>): Promise<void> {
    permit(this.#actor, 'manage-team')
    const known = (await this.#unit.get(Agents, id))?.doc
    const doc: Agent = { role: 'agent', languages: [], parallel: 1, isAway: false, ...known, ...agent }
    this.#unit.put(Agents, id, doc)
    tell(this.#unit, AgentChanged(id, { role: doc.role, isAway: doc.isAway }))
  }

  /** Adds a queue, or changes its name or members. */
  async putQueue(id: string, queue: Queue): Promise<void> {
    permit(this.#actor, 'manage-team')
    this.#unit.put(Queues, id, queue)
    tell(this.#unit, QueueChanged(id, { members: queue.members }))
  }
}

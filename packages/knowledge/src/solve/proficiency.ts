import { actorName } from '@casewell/core'
import type { Proficiency } from '../contract/policy.ts'
import { knowledgeErrors } from '../errors.ts'
import { ProficiencySet } from '../events.ts'
import type { Act } from '../house.ts'
import { Proficiencies } from './collections.ts'

/** Raises or lowers what an agent may do with articles. @throws `knowledge/denied` for all but coaches */
export async function setProficiency(
  { house, work, actor, viewer }: Act,
  agent: string,
  proficiency: Proficiency,
): Promise<void> {
  const state = { confidence: 'wip', audience: 'internal', governance: 'experience' } as const
  if (!house.policy('coach', viewer, state))
    throw knowledgeErrors.denied({
      who: actorName(actor),
      deed: 'coach',
      article: 'of anybody',
      proficiency: viewer.proficiency,
    })
  const from = (await work.get(Proficiencies, agent))?.doc.proficiency ?? house.startingProficiency
  work.put(Proficiencies, agent, { proficiency, by: actorName(actor), at: work.now.toISOString() })
  work.emit(ProficiencySet(agent, { proficiency, from }))
}

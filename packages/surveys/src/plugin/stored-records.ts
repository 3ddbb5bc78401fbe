import { Conversations, type DeskPort, personOf, type Work } from '@casewell/core'
import type { SurveysOptions } from '../api.ts'
import type { SurveyDefinition } from '../definition.ts'
import { surveyErrors } from '../errors.ts'
import type { Invitation } from '../invitation.ts'
import type { Records } from '../records.ts'
import { factsOf } from './case-facts.ts'
import { Invitations, Respondents, Rounds, SurveyVersions } from './collections.ts'

/** What surveys ask a channel. */
interface Buttonable {
  readonly buttons?: boolean
  readonly choice?: boolean
}

/** The survey as it was when the invitation went out. */
export async function versionOf(desk: DeskPort, { survey, version }: Invitation): Promise<SurveyDefinition> {
  const found = await definitionOf(desk.read, { survey, version })
  if (!found) throw surveyErrors['unknown-survey']({ survey: `${survey}@${version}` })
  return found
}

async function definitionOf(
  from: Pick<Work, 'get'>,
  { survey, version }: Pick<Invitation, 'survey' | 'version'>,
): Promise<SurveyDefinition | undefined> {
  const stored = await from.get(SurveyVersions, `${survey}@${version}`)
  return stored?.doc.definition as SurveyDefinition | undefined // written by `keepVersion` alone
}

/** The records of surveys, in one unit of work of a desk. */
export function recordsOf(desk: DeskPort, work: Work, { facets = {} }: SurveysOptions): Records {
  return {
    now: work.now,
    seal: (...parts) => work.seal(...parts),
    invitation: async (id) => (await work.get(Invitations, id))?.doc,
    async askedOn(customer, channel) {
      const names = new Set([customer, await personOf(work, customer)])
      const newest = { index: 'customer', order: 'desc', limit: 5 } as const
      const pages = await Promise.all(
        [...names].map((one) => work.find(Invitations, { ...newest, equals: [one, channel] })),
      )
      const found = pages.flatMap(({ items }) => items.map(({ id, doc }) => ({ id, invitation: doc })))
      return found.sort((a, b) => b.invitation.dueAt - a.invitation.dueAt)
    },
    definitionOf: (asked) => definitionOf(work, asked),
    keep: (id, invitation) => work.put(Invitations, id, invitation),
    respondent: async (customer) =>
      (await work.get(Respondents, customer))?.doc ?? { declinedAt: null, lastInvitedAt: null },
    keepRespondent: (customer, respondent) => work.put(Respondents, customer, { ...respondent, customer }),
    round: async (caseId) => (await work.get(Rounds, caseId))?.doc,
    keepRound: (caseId, round) => work.put(Rounds, caseId, round),
    caseFacts: (caseId) => factsOf(desk, work, caseId, facets),
    say: async (caseId, conversation, text, buttons) => {
      const wire = buttons === undefined ? {} : { wire: { blocks: [buttons] } }
      await work.cases.reply(caseId, { text, conversation, isAutomatic: true, ...wire })
    },
    showsButtons: async (id) => {
      const conversation = (await work.get(Conversations, id))?.doc
      const channel = conversation && desk.api(`${conversation.channel}:${conversation.account}`)
      const { can = {} } = (channel ?? {}) as { readonly can?: Buttonable } // the channel of that name, if there is one
      return can.choice === true || can.buttons === true
    },
    tell: (fact) => work.emit(fact),
    schedule: (at, timer) => work.schedule(at, timer),
  }
}

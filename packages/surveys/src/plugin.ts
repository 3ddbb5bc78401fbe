import {
  CaseContents,
  type CaseState,
  Cases,
  Conversations,
  Customers,
  type DeskPort,
  type Plugin,
  type Work,
} from '@casewell/core'
import { CaseReopened, CaseResolved } from '@casewell/core/events'
import { collection } from '@casewell/store'
import * as z from 'zod'
import { decline, hearReply, recordAnswer } from './answering.ts'
import { type Completeness, checkedAnswers } from './answers.ts'
import { type Catalogue, catalogue } from './catalogue.ts'
import type { SurveyDefinition, SurveyInput } from './definition.ts'
import { defineSurvey } from './definition.ts'
import { handleRequest } from './door.ts'
import { surveyErrors } from './errors.ts'
import { ExpiryDue, InvitationDue, ReminderDue, surveyEvents } from './events.ts'
import { type AnswerOutcome, Invitation } from './invitation.ts'
import { links } from './link.ts'
import type { PolicyInput } from './policy.ts'
import type { CaseFacts, Records } from './records.ts'
import { askNow, onReopened, onResolved } from './round.ts'
import { onExpiryDue, onInvitationDue, onReminderDue } from './sending.ts'
import { translations as ownTranslations } from './texts/all.ts'
import { readTranslation } from './translation.ts'

/** Every version of every survey that was ever asked. */
export const SurveyVersions = collection('surveys.versions', z.object({ definition: z.unknown() }), {
  version: 1,
  indexes: {},
})
/** Who was asked about what, and what they answered. */
export const Invitations = collection('surveys.invitations', Invitation, {
  version: 1,
  indexes: {
    customer: (i) => [i.customer, i.channel, i.dueAt],
    case: (i) => [i.case, i.dueAt],
    survey: (i) => [i.survey, i.dueAt],
  },
  about: (i) => [i.customer],
})
const Respondents = collection(
  'surveys.respondents',
  z.object({ customer: z.string(), declinedAt: z.number().nullable(), lastInvitedAt: z.number().nullable() }),
  { version: 1, indexes: {}, about: (r) => [r.customer] },
)
const Rounds = collection('surveys.rounds', z.object({ position: z.number(), invitation: z.string().nullable() }), {
  version: 1,
  indexes: {},
})

/** How surveys are set up. */
export interface SurveysOptions {
  readonly surveys: readonly SurveyInput[]
  /** Whom each is sent to, and when; the first policy that fits a case decides. */
  readonly policies: readonly PolicyInput[]
  /** Where `handle` can be reached from outside: `https://help.example.com/survey`. */
  readonly baseUrl: string
  /** Where a customer's language is not known or not there. @defaultValue `'en'` */
  readonly language?: string
  /** More languages, as they came from files; one of a known language replaces it. */
  readonly translations?: readonly unknown[]
  /** Custom fields that answers can be counted by: of the case, and of the customer. */
  readonly facets?: { readonly product?: string; readonly segment?: string }
}

/** What `desk.use` hands back. */
export interface SurveysApi {
  /** Answers requests to the pages behind the links: a Web-standard handler for any server. */
  handle(request: Request): Promise<Response>
  /**
   * Asks about a case now, whatever the policies say. With a channel, an invitation is sent there; without, only the
   * link is made: for an app, or for the menu at the end of a call.
   *
   * @throws `surveys/unknown-survey`, `surveys/no-way`
   */
  ask(caseId: string, how: { readonly survey: string; readonly channel?: string }): Promise<Asked>
  /**
   * Records an answer that came some other way: a key of a telephone, a button in an app.
   *
   * @throws `surveys/no-invitation`, `surveys/bad-answers`
   */
  answer(
    invitation: string,
    answers: unknown,
    how: { readonly via: string; readonly need?: Completeness },
  ): Promise<AnswerOutcome['is']>
  /** The customer is not asked any more. */
  decline(customer: string, via: string): Promise<void>
  /** @throws `surveys/no-invitation` */
  invitation(id: string): Promise<Invitation>
  linkOf(invitation: string, answer?: number): string
}

/** An invitation, and where it can be answered. */
export interface Asked {
  readonly invitation: string
  readonly link: string
}

/**
 * Surveys on a desk: asks after resolutions, takes answers by page, reply or digit, tells them as facts.
 *
 * @throws `surveys/bad-definition`, `surveys/bad-policy`, `surveys/bad-translation`, `surveys/unknown-survey`
 * @example
 * ```ts
 * import { testDesk } from '@casewell/core/testing'
 * import { standardSurveys, surveys } from '@casewell/surveys'
 *
 * const { desk } = await testDesk()
 * const asking = desk.use(surveys({ surveys: [standardSurveys.csat], policies: [], baseUrl: 'https://help.example.com/s' }))
 * await desk.start()
 * const ada = desk.as({ id: 'ada', role: 'agent' })
 * const { id } = await ada.cases.open({ subject: 'No sound', from: { email: 'bob@example.org' }, text: 'It is mute.' })
 * const { invitation } = await asking.ask(id, { survey: 'csat' })
 * console.log(await asking.answer(invitation, { csat: 4 }, { via: 'app' })) // counted
 * await desk.stop()
 * ```
 */
export function surveys(options: SurveysOptions): Plugin<SurveysApi> {
  let plugged: { readonly desk: DeskPort; readonly known: Catalogue } | undefined
  return {
    name: 'surveys',
    collections: [SurveyVersions, Invitations, Respondents, Rounds],
    events: surveyEvents,
    setup(desk) {
      const known = catalogueOf(options, desk)
      plugged = { desk, known }
      subscribe(desk, known, options)
      desk.hear(({ case: state, channel, text }, work) => {
        const lastAgentAt = state.lastAgentAt === null ? null : Date.parse(state.lastAgentAt)
        return hearReply(recordsOf(work, options), known, { customer: state.customer, channel, text, lastAgentAt })
      })
      return apiOf(desk, known, options)
    },
    async start() {
      if (plugged)
        for (const definition of plugged.known.definitions.values()) await keepVersion(plugged.desk, definition)
    },
  }
}

function catalogueOf(options: SurveysOptions, desk: DeskPort): Catalogue {
  const { surveys: given, policies, baseUrl, language = 'en' } = options
  const translations = [...Object.values(ownTranslations), ...(options.translations ?? []).map(readTranslation)]
  const made = links(baseUrl, desk.seal)
  return catalogue({ surveys: given.map(defineSurvey), policies, translations, language, links: made })
}

/** @throws `surveys/changed-definition` */
function keepVersion(desk: DeskPort, definition: SurveyDefinition): Promise<void> {
  const { id: survey, version, questions } = definition
  return desk.transact(async (work) => {
    if (await work.claim(SurveyVersions, `${survey}@${version}`, { definition })) return
    const stored = (await work.get(SurveyVersions, `${survey}@${version}`))?.doc.definition
    const asked = (stored as SurveyDefinition).questions // what this function wrote
    if (JSON.stringify(asked) !== JSON.stringify(questions))
      throw surveyErrors['changed-definition']({ survey, version })
    work.put(SurveyVersions, `${survey}@${version}`, { definition })
  })
}

function subscribe(desk: DeskPort, known: Catalogue, options: SurveysOptions): void {
  desk.subscribe({
    name: 'surveys',
    events: [CaseResolved, CaseReopened, InvitationDue, ReminderDue, ExpiryDue],
    key: (event) => ('case' in event.data ? event.data.case : event.subject),
    async handle(event, work) {
      const records = recordsOf(work, options)
      const { subject, position } = event
      if (event.type === CaseReopened.type) return onReopened(records, subject, position)
      if (event.type === InvitationDue.type) return onInvitationDue(records, known, subject)
      if (event.type === ReminderDue.type) return onReminderDue(records, known, subject)
      if (event.type === ExpiryDue.type) return onExpiryDue(records, subject)
      const agent = /^(?:agent|lead|admin):(.+)$/.exec(event.actor)?.[1] ?? null
      const { code } = (event as ReturnType<typeof CaseResolved> & typeof event).data // the only type that is left
      await onResolved(records, known, { caseId: subject, position, code, at: new Date(event.time), agent })
    },
  })
}

function apiOf(desk: DeskPort, known: Catalogue, options: SurveysOptions): SurveysApi {
  const invitation = async (id: string): Promise<Invitation> => {
    const stored = await desk.read.get(Invitations, id)
    if (!stored) throw surveyErrors['no-invitation']({ invitation: id })
    return stored.doc
  }
  const answer: SurveysApi['answer'] = async (id, answers, { via, need = 'all' }) => {
    const definition = await versionOf(desk, await invitation(id))
    const checked = checkedAnswers(definition, answers, need)
    return desk.transact((work) => recordAnswer(recordsOf(work, options), definition, id, { answers: checked, via }))
  }
  const declineFor = (customer: string, via: string): Promise<void> =>
    desk.transact((work) => decline(recordsOf(work, options), customer, via))
  const house = {
    links: known.links,
    now: () => desk.read.now(),
    find: async (id: string) => (await desk.read.get(Invitations, id))?.doc,
    definitionOf: (asked: Invitation) => versionOf(desk, asked),
    translationFor: known.translationFor,
    answer: (id: string, answers: unknown) => answer(id, answers, { via: 'page' }),
    decline: async (id: string) => declineFor((await invitation(id)).customer, 'page'),
  }
  return {
    handle: (request) => handleRequest(request, house),
    ask: (caseId, how) => ask(desk, known, options, caseId, how),
    answer,
    decline: declineFor,
    invitation,
    linkOf: known.links.linkOf,
  }
}

function ask(
  desk: DeskPort,
  known: Catalogue,
  options: SurveysOptions,
  caseId: string,
  { survey, channel }: { readonly survey: string; readonly channel?: string },
): Promise<Asked> {
  return desk.transact(async (work) => {
    known.definitionOf(survey)
    const records = recordsOf(work, options)
    const facts = await records.caseFacts(caseId)
    const hasWay = channel === undefined || facts?.conversations.some((c) => c.channel === channel)
    if (!facts || !hasWay) throw surveyErrors['no-way']({ case: caseId })
    const position = (await desk.read.head()).position
    const id = work.seal('survey-asked', caseId, survey, String(position))
    await askNow(records, known, { id, caseId, facts, survey, channel })
    return { invitation: id, link: known.links.linkOf(id) }
  })
}

/** The survey as it was when the invitation went out. */
async function versionOf(desk: DeskPort, { survey, version }: Invitation): Promise<SurveyDefinition> {
  const stored = await desk.read.get(SurveyVersions, `${survey}@${version}`)
  if (!stored) throw surveyErrors['unknown-survey']({ survey: `${survey}@${version}` })
  return stored.doc.definition as SurveyDefinition // written by `keepVersion` alone
}

function recordsOf(work: Work, { facets = {} }: SurveysOptions): Records {
  return {
    now: work.now,
    seal: (...parts) => work.seal(...parts),
    invitation: async (id) => (await work.get(Invitations, id))?.doc,
    async askedOn(customer, channel) {
      const newest = { index: 'customer', equals: [customer, channel], order: 'desc', limit: 5 } as const
      const { items } = await work.find(Invitations, newest)
      return items.map(({ id, doc }) => ({ id, invitation: doc }))
    },
    keep: (id, invitation) => work.put(Invitations, id, invitation),
    respondent: async (customer) =>
      (await work.get(Respondents, customer))?.doc ?? { declinedAt: null, lastInvitedAt: null },
    keepRespondent: (customer, respondent) => work.put(Respondents, customer, { ...respondent, customer }),
    round: async (caseId) => (await work.get(Rounds, caseId))?.doc,
    keepRound: (caseId, round) => work.put(Rounds, caseId, round),
    caseFacts: (caseId) => factsOf(work, caseId, facets),
    say: async (caseId, conversation, text) =>
      void (await work.cases.reply(caseId, { text, conversation, isAutomatic: true })),
    tell: (fact) => work.emit(fact),
    schedule: (at, timer) => work.schedule(at, timer),
  }
}

async function factsOf(
  work: Work,
  caseId: string,
  facets: NonNullable<SurveysOptions['facets']>,
): Promise<CaseFacts | undefined> {
  const state = await rootOf(work, caseId)
  if (!state) return undefined
  const customer = (await work.get(Customers, state.customer))?.doc
  const content = (await work.get(CaseContents, state.id))?.doc
  const all = { index: 'case', equals: [state.id], order: 'desc', limit: 50 } as const
  const { items } = await work.find(Conversations, all)
  const named = (fields: Record<string, unknown> | undefined, name: string | undefined): string | null => {
    const value = name === undefined ? undefined : fields?.[name]
    return typeof value === 'string' ? value : null
  }
  return {
    customer: state.customer,
    type: state.type,
    tags: state.tags,
    isResolved: state.status === 'resolved' || state.status === 'closed',
    isClosed: state.status === 'closed',
    facets: {
      queue: state.queue,
      agent: state.assignee,
      product: named(content?.fields, facets.product),
      channel: items.at(-1)?.doc.channel ?? null,
      segment: named(customer?.fields, facets.segment),
    },
    language: customer?.locale ?? null,
    timeZone: customer?.timeZone ?? null,
    conversations: items.map(({ id, doc }) => ({ id, channel: doc.channel })),
  }
}

async function rootOf(work: Work, id: string): Promise<CaseState | undefined> {
  const state = (await work.get(Cases, id))?.doc
  return state && state.absorbedBy !== null ? rootOf(work, state.absorbedBy) : state
}

import {
  CaseContents,
  type CaseState,
  Cases,
  Conversations,
  Customers,
  type DeskPort,
  erasing,
  type Plugin,
  personOf,
  type Work,
} from '@casewell/core'
import { CaseReopened, CaseResolved, CustomerMerged } from '@casewell/core/events'
import { collection } from '@casewell/store'
import * as z from 'zod'
import { decline, hearReply, mergeRespondents, recordAnswer } from './answering.ts'
import { checkedAnswers } from './answers.ts'
import type { Asked, SurveysApi, SurveysOptions } from './api.ts'
import { pressedIn } from './buttons.ts'
import { type Catalogue, catalogue } from './catalogue.ts'
import { defineSurvey, type SurveyDefinition } from './definition.ts'
import { handleRequest } from './door.ts'
import { remainsOf } from './erasing.ts'
import { surveyErrors } from './errors.ts'
import { ExpiryDue, InvitationDue, ReminderDue, surveyEvents } from './events.ts'
import { Invitation } from './invitation.ts'
import { links } from './link.ts'
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
/** What surveys ask a channel. */
interface Buttonable {
  readonly buttons?: boolean
  readonly choice?: boolean
}

/** What surveys ask the register of assets, if the desk has one. */
interface Register {
  productsOf(of: string): Promise<readonly string[]>
}

const Respondents = collection(
  'surveys.respondents',
  z.object({ customer: z.string(), declinedAt: z.number().nullable(), lastInvitedAt: z.number().nullable() }),
  { version: 1, indexes: {}, about: (r) => [r.customer] },
)
const Rounds = collection('surveys.rounds', z.object({ position: z.number(), invitation: z.string().nullable() }), {
  version: 1,
  indexes: {},
})

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
    erasing: [erasing(Invitations, remainsOf)],
    setup(desk) {
      const known = catalogueOf(options, desk)
      plugged = { desk, known }
      subscribe(desk, known, options)
      desk.hear(async ({ case: state, author, channel, text, wire }, work) => {
        const { customer } = state
        if ((await personOf(work, author)) !== (await personOf(work, customer))) return false // somebody in copy
        const lastAgentAt = state.lastAgentAt === null ? null : Date.parse(state.lastAgentAt)
        const said = { customer, channel, text, lastAgentAt, pressed: pressedIn(wire) }
        return hearReply(recordsOf(desk, work, options), known, said)
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
    events: [CaseResolved, CaseReopened, CustomerMerged, InvitationDue, ReminderDue, ExpiryDue],
    key: (event) => ('case' in event.data ? event.data.case : event.subject),
    async handle(event, work) {
      const records = recordsOf(desk, work, options)
      const { subject, position } = event
      if (event.type === CustomerMerged.type) return mergeRespondents(records, subject, event.data.into)
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
    return desk.transact((work) =>
      recordAnswer(recordsOf(desk, work, options), definition, id, { answers: checked, via }),
    )
  }
  const declineFor = (customer: string, via: string): Promise<void> =>
    desk.transact((work) => decline(recordsOf(desk, work, options), customer, via))
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
    const records = recordsOf(desk, work, options)
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

function recordsOf(desk: DeskPort, work: Work, { facets = {} }: SurveysOptions): Records {
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

async function factsOf(
  desk: DeskPort,
  work: Work,
  caseId: string,
  facets: NonNullable<SurveysOptions['facets']>,
): Promise<CaseFacts | undefined> {
  const state = await rootOf(work, caseId)
  if (!state) return undefined
  const id = await personOf(work, state.customer)
  const customer = (await work.get(Customers, id))?.doc
  const content = (await work.get(CaseContents, state.id))?.doc
  const all = { index: 'case', equals: [state.id], order: 'desc', limit: 50 } as const
  const { items } = await work.find(Conversations, all)
  const named = (fields: Record<string, unknown> | undefined, name: string | undefined): string | null => {
    const value = name === undefined ? undefined : fields?.[name]
    return typeof value === 'string' ? value : null
  }
  return {
    customer: id,
    type: state.type,
    tags: state.tags,
    isResolved: state.status === 'resolved' || state.status === 'closed',
    isClosed: state.status === 'closed',
    facets: {
      queue: state.queue,
      agent: state.assignee,
      product: named(content?.fields, facets.product) ?? (await onlyProduct(desk, state.id)),
      channel: items.at(-1)?.doc.channel ?? null,
      segment: named(customer?.fields, facets.segment),
    },
    language: customer?.locale ?? null,
    timeZone: customer?.timeZone ?? null,
    conversations: items.map(({ id: conversation, doc }) => ({ id: conversation, channel: doc.channel })),
  }
}

/** What the register of assets says that a case is about, if the desk has one, and it is one product. */
async function onlyProduct(desk: DeskPort, caseId: string): Promise<string | null> {
  const register = desk.api('assets') as Register | undefined // the plugin of that name
  const products = (await register?.productsOf(caseId)) ?? []
  return products.length === 1 ? (products[0] ?? null) : null
}

/** The case, or the one that has absorbed it. */
async function rootOf(work: Work, id: string): Promise<CaseState | undefined> {
  const state = (await work.get(Cases, id))?.doc
  return state && state.absorbedBy !== null ? rootOf(work, state.absorbedBy) : state
}

import { type DeskPort, erasing, type Plugin, personOf } from '@casewell/core'
import { CaseReopened, CaseResolved, CustomerMerged } from '@casewell/core/events'
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
import type { Invitation } from './invitation.ts'
import { links } from './link.ts'
import { Invitations, Respondents, Rounds, SurveyVersions } from './plugin/collections.ts'
import { recordsOf, versionOf } from './plugin/stored-records.ts'
import { askNow, onReopened, onResolved } from './round.ts'
import { onExpiryDue, onInvitationDue, onReminderDue } from './sending.ts'
import { translations as ownTranslations } from './texts/all.ts'
import { readTranslation } from './translation.ts'

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

import { type Answers, faultsIn } from './answers.ts'
import type { SurveyDefinition } from './definition.ts'
import { type Invitation, standingOf } from './invitation.ts'
import { acceptedLanguages } from './language.ts'
import type { Links } from './link.ts'
import { answersOf, formPage } from './page/form.ts'
import { notice, pageResponse } from './page/page.ts'
import { pointsOf } from './question.ts'
import type { Translation } from './translation.ts'

/** What the page needs of the house behind it. */
export interface House {
  readonly links: Links
  now(): Promise<Date>
  find(invitation: string): Promise<Invitation | undefined>
  definitionOf(invitation: Invitation): Promise<SurveyDefinition>
  /** The best of the translations for a list of languages. */
  translationFor(languages: readonly string[]): Translation
  answer(invitation: string, answers: Answers): Promise<'counted' | 'replaced' | 'same' | 'expired' | 'not-sent'>
  decline(invitation: string): Promise<void>
}

/** Bytes of the largest form. */
const largestForm = 64 * 1024

/**
 * Answers a request to an invitation's page. Opening a link never counts: mail scanners open links, too. Only the form
 * counts; a forged or late one, or the same one again, gets a page that says so.
 */
export async function handleRequest(request: Request, house: House): Promise<Response> {
  const { method } = request
  const id = house.links.invitationOf(request.url)
  const invitation = id === undefined ? undefined : await house.find(id)
  if (id === undefined || !invitation) return unknownLink(request, house)
  if (method !== 'GET' && method !== 'HEAD' && method !== 'POST')
    return new Response(null, { status: 405, headers: { allow: 'GET, HEAD, POST' } })
  const visit = { id, invitation, definition: await house.definitionOf(invitation), house }
  const translation = house.translationFor([invitation.language])
  const standing = standingOf(invitation, (await house.now()).getTime())
  if (standing !== 'open') return closed({ ...visit, translation }, standing, method === 'HEAD')
  return method === 'POST' ? take(request, { ...visit, translation }) : show(request, { ...visit, translation })
}

interface Visit {
  readonly id: string
  readonly invitation: Invitation
  readonly definition: SurveyDefinition
  readonly translation: Translation
  readonly house: House
}

function unknownLink(request: Request, house: House): Response {
  const translation = house.translationFor(acceptedLanguages(request.headers.get('accept-language') ?? ''))
  return pageResponse(notice(translation, '404', translation.page.unknown), 404, request.method === 'HEAD')
}

const titleOf = ({ definition, translation }: Visit): string =>
  definition.texts[translation.language]?.title ?? definition.id

function closed(visit: Visit, standing: 'expired' | 'not-sent', head = false): Response {
  const { expired, notYet } = visit.translation.page
  const text = standing === 'expired' ? expired : notYet
  return pageResponse(notice(visit.translation, titleOf(visit), text), standing === 'expired' ? 410 : 409, head)
}

function show(request: Request, visit: Visit): Response {
  const { invitation, definition, translation } = visit
  const answers = { ...invitation.answers, ...wished(definition, new URL(request.url).searchParams.get('a')) }
  const isAnswered = invitation.answers !== null
  return pageResponse(
    formPage({ definition, translation, answers, faults: [], isAnswered }),
    200,
    request.method === 'HEAD',
  )
}

/** The answer that a link of an invitation names is chosen already; only the form sends it. */
function wished({ questions }: SurveyDefinition, answer: string | null): Answers {
  const [question] = questions
  const points = question && pointsOf(question)
  const value = Number(answer ?? Number.NaN)
  return question && points && value >= points.min && value <= points.max ? { [question.id]: value } : {}
}

async function take(request: Request, visit: Visit): Promise<Response> {
  const { id, house, definition, translation, invitation } = visit
  const body = await limited(request)
  if (body === undefined) return new Response(null, { status: 413 })
  const form = new URLSearchParams(body)
  if (form.get('decline') === '1') {
    await house.decline(id)
    return pageResponse(notice(translation, titleOf(visit), translation.page.declined))
  }
  const answers = answersOf(definition, form)
  const faults = faultsIn(definition, answers)
  if (faults.length > 0) {
    const isAnswered = invitation.answers !== null
    return pageResponse(formPage({ definition, translation, answers, faults, isAnswered }), 422)
  }
  const outcome = await house.answer(id, answers)
  if (outcome === 'expired' || outcome === 'not-sent') return closed(visit, outcome)
  const { thanks, replaced, already } = translation.page
  const text = { counted: thanks, replaced, same: already }[outcome]
  return pageResponse(notice(translation, titleOf(visit), text))
}

/** The body as text; undefined if it is too large. */
async function limited(request: Request): Promise<string | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > largestForm) return undefined
  const parts: Uint8Array[] = []
  let size = 0
  const body: AsyncIterable<Uint8Array> | readonly Uint8Array[] = request.body ?? []
  for await (const part of body) {
    size += part.length
    if (size > largestForm) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

import type { Answers } from '../answers.ts'
import type { SurveyDefinition } from '../definition.ts'
import type { Translation } from '../translation.ts'
import { escapeHtml } from './escape.ts'
import { field } from './fields.ts'
import { page } from './page.ts'

/** What the page of an invitation shows. */
export interface Form {
  readonly definition: SurveyDefinition
  readonly translation: Translation
  /** What is filled in. */
  readonly answers: Answers
  /** Ids of questions whose answers are missing or do not fit. */
  readonly faults: readonly string[]
  /** Was it answered before? */
  readonly isAnswered: boolean
}

/** The survey as a page: one form, no script, in the customer's language. */
export function formPage({ definition, translation, answers, faults, isAnswered }: Form): string {
  const text = definition.texts[translation.language]
  const { send, decline, already } = translation.page
  const fields = definition.questions.map((question) => {
    const words = text?.questions[question.id] ?? { ask: question.id }
    const isFaulty = faults.includes(question.id)
    return field({ question, words, translation, answer: answers[question.id], isFaulty })
  })
  const title = text?.title ?? definition.id
  const note = isAnswered ? `<p class="note" role="status">${escapeHtml(already)}</p>` : ''
  const body = `<h1>${escapeHtml(title)}</h1>
${summary(translation, definition, faults)}${note}<form method="post">
${fields.join('\n')}
<button>${escapeHtml(send)}</button>
</form>
<form method="post"><button class="quiet" name="decline" value="1">${escapeHtml(decline)}</button></form>`
  return page(translation, faults.length > 0 ? `${translation.page.missing} – ${title}` : title, body)
}

/** Where something is missing, with a way there. */
function summary(
  { page: words, language }: Translation,
  definition: SurveyDefinition,
  faults: readonly string[],
): string {
  if (faults.length === 0) return ''
  const links = definition.questions
    .filter(({ id }) => faults.includes(id))
    .map(({ id, kind }) => {
      const ask = definition.texts[language]?.questions[id]?.ask ?? id
      return `<li><a href="#${escapeHtml(kind === 'kano' ? `${id}.f` : id)}">${escapeHtml(ask)}</a></li>`
    })
  return `<div class="note fault" role="alert"><p>${escapeHtml(words.missing)}</p><ul>${links.join('')}</ul></div>\n`
}

/** What a form sent, as answers; fields of questions that there are not are passed over. */
export function answersOf({ questions }: SurveyDefinition, form: URLSearchParams): Answers {
  const entries = questions.flatMap((question): readonly (readonly [string, Answers[string]])[] => {
    const { id, kind } = question
    if (kind === 'kano') return pairOf(id, form)
    const value = form.get(id)?.trim() ?? ''
    if (value === '') return []
    return [[id, kind === 'choice' || kind === 'text' ? value.replace(/\r\n/g, '\n') : Number(value)]]
  })
  return Object.fromEntries(entries)
}

function pairOf(id: string, form: URLSearchParams): readonly (readonly [string, Answers[string]])[] {
  const [functional, dysfunctional, importance] = ['f', 'd', 'i'].map((part) => form.get(`${id}.${part}`) ?? '')
  if (!functional && !dysfunctional) return []
  const pair = { functional: Number(functional), dysfunctional: Number(dysfunctional) }
  return [[id, importance ? { ...pair, importance: Number(importance) } : pair]]
}

import type { Answers } from '../answers.ts'
import { pointList, pointsOf, type Question } from '../question.ts'
import type { QuestionText, Translation } from '../translation.ts'
import { escapeHtml } from './escape.ts'

/** What a question looks like right now. */
export interface Field {
  readonly question: Question
  readonly words: QuestionText
  readonly translation: Translation
  readonly answer: Answers[string] | undefined
  readonly isFaulty: boolean
}

/** The form controls of one question. */
export function field(of: Field): string {
  const { question, words, answer } = of
  const points = pointsOf(question)
  if (points) {
    const options = pointList(points).map((point) => [String(point), String(point)] as const)
    return choices(of, { name: question.id, ask: words.ask, options, chosen: plain(answer), isRow: true })
  }
  if (question.kind === 'choice') {
    const options = question.options.map((option) => [option, words.options?.[option] ?? option] as const)
    return choices(of, { name: question.id, ask: words.ask, options, chosen: plain(answer), isRow: false })
  }
  return question.kind === 'kano' ? pair(of) : textarea(of)
}

/** An answer as the value of a control. */
const plain = (answer: Answers[string] | undefined): string => (typeof answer === 'object' ? '' : String(answer ?? ''))

interface Choices {
  readonly name: string
  readonly ask: string
  readonly options: readonly (readonly [value: string, label: string])[]
  readonly chosen: string
  /** Side by side, as the points of a scale are. */
  readonly isRow: boolean
}

function choices(
  { words, translation, isFaulty, question }: Field,
  { name, ask, options, chosen, isRow }: Choices,
): string {
  const id = escapeHtml(name)
  const radios = options.map(([value, label], i) => {
    const end = isRow && i === 0 ? words.low : isRow && i === options.length - 1 ? words.high : undefined
    const spoken = end === undefined ? '' : ` aria-label="${escapeHtml(`${label}: ${end}`)}"`
    const checked = value === chosen ? ' checked' : ''
    const required = question.isOptional ? '' : ' required'
    return `<label><input type="radio" name="${id}" value="${escapeHtml(value)}"${spoken}${checked}${required}><span>${escapeHtml(label)}</span></label>`
  })
  const ends =
    isRow && words.low !== undefined && words.high !== undefined
      ? `<p class="ends" aria-hidden="true"><span>${escapeHtml(words.low)}</span><span>${escapeHtml(words.high)}</span></p>`
      : ''
  const fault = isFaulty ? `<p class="fault" id="${id}-fault">${escapeHtml(translation.page.required)}</p>` : ''
  const described = isFaulty ? ` aria-describedby="${id}-fault"` : ''
  return `<fieldset id="${id}"${described}><legend>${escapeHtml(ask)}${optional(question, translation)}</legend>
${fault}<div class="scale"><div class="${isRow ? 'points' : 'rows'}">${radios.join('\n')}</div>${ends}</div></fieldset>`
}

function optional({ isOptional }: Question, { page }: Translation): string {
  return isOptional ? ` <span class="soft">(${escapeHtml(page.optional)})</span>` : ''
}

/** Kano: the two sides of a feature, and how much it matters. */
function pair(of: Field): string {
  const { question, words, translation, answer } = of
  const given = typeof answer === 'object' ? answer : undefined
  const options = translation.kano.answers.map((label, i) => [String(i + 1), label] as const)
  const side = (part: 'f' | 'd', ask: string, chosen: number | undefined): string =>
    choices(of, { name: `${question.id}.${part}`, ask, options, chosen: String(chosen ?? ''), isRow: false })
  const both = side('f', words.ask, given?.functional) + side('d', words.absent ?? '', given?.dysfunctional)
  if (question.kind !== 'kano' || !question.withImportance) return both
  const nine = pointList({ min: 1, max: 9 }).map((point) => [String(point), String(point)] as const)
  const asked = { ...of, words: { ask: translation.kano.importance }, question: { ...question, isOptional: true } }
  const chosen = String(given?.importance ?? '')
  const name = `${question.id}.i`
  return both + choices(asked, { name, ask: translation.kano.importance, options: nine, chosen, isRow: true })
}

function textarea({ question, words, translation, answer }: Field): string {
  const id = escapeHtml(question.id)
  const length = question.kind === 'text' ? ` maxlength="${question.maxLength}"` : ''
  const required = question.isOptional ? '' : ' required'
  const text = typeof answer === 'string' ? escapeHtml(answer) : ''
  return `<fieldset><label class="ask" for="${id}">${escapeHtml(words.ask)}${optional(question, translation)}</label>
<textarea id="${id}" name="${id}"${length}${required}>
${text}</textarea></fieldset>`
}

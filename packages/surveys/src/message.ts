import type { SurveyDefinition } from './definition.ts'
import type { Links } from './link.ts'
import { pointList, pointsOf, type Question } from './question.ts'
import { filled, type QuestionText, type Translation } from './translation.ts'

/** What an invitation's text is made of. */
export interface Asking {
  readonly definition: SurveyDefinition
  readonly translation: Translation
  readonly invitation: string
  readonly hasAnswerLinks: boolean
  readonly links: Links
}

/** The text of an invitation, or of its reminder. Plain, so that every channel can carry it. */
export function invitationText(asking: Asking, isReminder = false): string {
  const { definition, translation, invitation, links } = asking
  const { message, language, stopWords } = translation
  const [question] = definition.questions
  const text = definition.texts[language]
  const words = question && text?.questions[question.id]
  const points = question && pointsOf(question)
  const isSimple = question !== undefined && words !== undefined && points !== undefined
  const lines = [
    ...(isReminder ? [message.reminder] : []),
    (isSimple ? words.ask : text?.title) ?? '',
    '',
    isSimple ? filled(message.reply, { ...points, ...ends(points, words) }) : message.link,
    ...(isSimple && asking.hasAnswerLinks ? answerLinks(asking, question, words) : [links.linkOf(invitation)]),
    '',
    filled(message.stop, { stop: stopWords[0] ?? '' }),
  ]
  return lines.join('\n')
}

const ends = ({ min, max }: { readonly min: number; readonly max: number }, { low, high }: QuestionText) => ({
  low: low ?? min,
  high: high ?? max,
})

function answerLinks({ invitation, links }: Asking, question: Question, words: QuestionText): readonly string[] {
  const points = pointsOf(question)
  if (!points) return []
  const meaning = (point: number): string => {
    const word = point === points.min ? words.low : point === points.max ? words.high : undefined
    return word === undefined ? '' : ` (${word})`
  }
  return [...pointList(points)]
    .reverse()
    .map((point) => `${point}${meaning(point)}: ${links.linkOf(invitation, point)}`)
}

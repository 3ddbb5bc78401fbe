import * as z from 'zod'
import { surveyErrors } from './errors.ts'

const Text = z.string().min(1)

/** The words of one question. */
export const QuestionText = z.strictObject({
  ask: Text,
  /** What the lowest and the highest point mean. */
  low: Text.optional(),
  high: Text.optional(),
  /** By option. */
  options: z.record(z.string(), Text).optional(),
  /** Kano: the same feature, there and missing. */
  absent: Text.optional(),
})
export type QuestionText = z.output<typeof QuestionText>

/** The words of one survey. */
export const SurveyText = z.strictObject({ title: Text, questions: z.record(z.string(), QuestionText) })
export type SurveyText = z.output<typeof SurveyText>

/**
 * One language: every word that a customer reads. A language that is not here is one JSON file of this shape.
 * `{name}` stands for a value.
 */
export const Translation = z.strictObject({
  /** BCP 47: `pt-BR`. */
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/),
  direction: z.enum(['ltr', 'rtl']).default('ltr'),
  page: z.strictObject({
    optional: Text,
    send: Text,
    missing: Text,
    required: Text,
    thanks: Text,
    replaced: Text,
    already: Text,
    expired: Text,
    unknown: Text,
    notYet: Text,
    decline: Text,
    declined: Text,
  }),
  message: z.strictObject({
    /** `{min}`, `{low}`, `{max}`, `{high}` */
    reply: Text,
    link: Text,
    reminder: Text,
    /** `{stop}` */
    stop: Text,
  }),
  /** Replies that mean "do not ask me again"; the first one is the one that is suggested. */
  stopWords: z.array(Text).min(1),
  kano: z.strictObject({
    /** From like to dislike. */
    answers: z.tuple([Text, Text, Text, Text, Text]),
    importance: Text,
  }),
  /** By survey id; those of one's own definitions may be here too. */
  surveys: z.record(z.string(), SurveyText),
})
export type Translation = z.output<typeof Translation>

/**
 * Checks a translation that came from a file.
 *
 * @throws `surveys/bad-translation` with everything that is missing or unknown
 * @example
 * ```ts
 * import { readTranslation, translations } from '@casewell/surveys'
 *
 * const file = JSON.stringify({ ...translations.en, language: 'en-GB' })
 * console.log(readTranslation(JSON.parse(file)).language) // en-GB
 * ```
 */
export function readTranslation(value: unknown): Translation {
  const { success, data, error } = Translation.safeParse(value)
  if (success) return data
  const named = z.object({ language: z.string() }).safeParse(value)
  const reason = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  throw surveyErrors['bad-translation']({ language: named.data?.language ?? 'without a name', reason })
}

/** A text with its `{names}` replaced; what is not known stays as it is. */
export const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

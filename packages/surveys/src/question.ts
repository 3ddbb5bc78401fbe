import * as z from 'zod'

const base = {
  /** Stable: answers are kept under it. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  isOptional: z.boolean().default(false),
}

/** The points of the three standard questions; CSAT 1–5, NPS 0–10, CES 2.0 1–7. */
const standardPoints = { csat: [1, 5], nps: [0, 10], ces: [1, 7] } as const

const ScaleQuestion = z.object({
  ...base,
  kind: z.literal('scale'),
  min: z.number().int().min(-100),
  max: z.number().int().max(100),
})
const StandardQuestion = z.object({ ...base, kind: z.enum(['csat', 'nps', 'ces']) })
const KanoQuestion = z.object({
  ...base,
  kind: z.literal('kano'),
  feature: z.string().min(1),
  withImportance: z.boolean().default(false),
})
const ChoiceQuestion = z.object({ ...base, kind: z.literal('choice'), options: z.array(z.string().min(1)).min(2) })
const TextQuestion = z.object({
  ...base,
  kind: z.literal('text'),
  maxLength: z.number().int().min(1).max(10_000).default(2000),
})

/** One question: a scale (three of them with a name of the trade), a pair after Kano, a choice, or free words. */
export const Question = z.discriminatedUnion('kind', [
  StandardQuestion,
  ScaleQuestion,
  KanoQuestion,
  ChoiceQuestion,
  TextQuestion,
])
export type Question = z.output<typeof Question>

/** The lowest and highest answer of a question with a scale; undefined for the others. */
export function pointsOf(question: Question): { readonly min: number; readonly max: number } | undefined {
  if (question.kind === 'scale') return { min: question.min, max: question.max }
  if (question.kind === 'csat' || question.kind === 'nps' || question.kind === 'ces') {
    const [min, max] = standardPoints[question.kind]
    return { min, max }
  }
  return undefined
}

/** All answers of a scale, lowest first. */
export const pointList = ({ min, max }: { readonly min: number; readonly max: number }): readonly number[] =>
  Array.from({ length: max - min + 1 }, (_, i) => min + i)

import { type ErrorCatalogue, errorCatalogue } from '@casewell/errors'

export { modelErrors } from './models/errors.ts'

const inputSpecs = {
  'out-of-scale': {
    says: (d: { answer: unknown; min: number; max: number }): string =>
      `answer ${String(d.answer)} is none of the whole numbers ${d.min}…${d.max}.`,
    hint: 'Match each answer to its own question: NPS runs 0–10, CSAT 1–5, CES 1–7.',
  },
  'out-of-range': {
    says: (d: { what: string; value: unknown; range: string }): string =>
      `${d.what} is ${String(d.value)}, but must be ${d.range}.`,
    hint: 'Look where the number comes from; its unit is in its name.',
  },
  'no-answers': {
    says: (d: { measure: string }): string => `${d.measure} needs at least one answer.`,
    hint: 'Widen the period, or show "no data": an empty score is not a zero score.',
  },
} as const

/** Input that cannot be. Kept apart from the rest, so that a score alone does not carry every message into a bundle. */
export const inputErrors: ErrorCatalogue<'scoring', typeof inputSpecs> = /* @__PURE__ */ errorCatalogue(
  'scoring',
  inputSpecs,
)

const specs = {
  'over-retracted': {
    says: (d: { what: string; count: number }): string =>
      `${d.what} holds ${d.count} observations: more was retracted than added.`,
    hint: 'Retract exactly what was added, weight included; merge the shard that holds the addition before you read.',
  },
  'unlike-states': {
    says: (d: { left: string; right: string }): string => `${d.left} does not go with ${d.right}.`,
    hint: 'Merge, compare and read together only what comes from one question, one convention and one accumulator.',
  },
  'impossible-margin': {
    says: (d: { variable: string; category: string; target: number }): string =>
      `${d.variable} = ${d.category} has a target of ${d.target}, which no weights of these rows can meet.`,
    hint: 'Merge the category with a neighbour, or leave it out of the sample and of the target.',
  },
  'unlike-margins': {
    says: (d: { variable: string; total: number; expected: number }): string =>
      `the targets of ${d.variable} add up to ${d.total}, those of the first variable to ${d.expected}.`,
    hint: 'All margins count the same people; give every variable the same total.',
  },
  'no-convergence': {
    says: (d: { what: string; steps: number; left: number }): string =>
      `${d.what} did not settle in ${d.steps} steps (${d.left.toPrecision(2)} left).`,
    hint: 'The data may contradict each other; drop a margin or a category, or raise the tolerance knowingly.',
  },
  'unstable-queue': {
    says: (d: { erlangs: number; agents: number }): string =>
      `${d.agents} agents cannot carry ${d.erlangs.toPrecision(4)} erlangs: nobody gives up, so the queue grows for ever.`,
    hint: 'Add agents, or use Erlang A with the patience of your customers.',
  },
} as const

/** What else can go wrong: unmeetable demands and mixed-up states. Doubt is not an error; it comes as a warning. */
export const scoringErrors: ErrorCatalogue<'scoring', typeof specs> = /* @__PURE__ */ errorCatalogue('scoring', specs)

import { actorName, Cases } from '@casewell/core'
import { collection } from '@casewell/store'
import * as z from 'zod'
import { Setting } from '../contract/applicability.ts'
import type { ArticleDraft } from '../contract/article.ts'
import type { Step } from '../contract/procedure.ts'
import { knowledgeErrors } from '../errors.ts'
import { ProcedureAnswered } from '../events.ts'
import { registerOf } from '../fitting/fitting.ts'
import { type Act, lastingArticle } from '../house.ts'
import { link } from './link.ts'

/** A guided diagnosis under way on a case. */
export const ProcedureRun = z.object({
  case: z.string(),
  article: z.string(),
  revision: z.number(),
  /** The step that waits for an answer; null: it is done. */
  step: z.string().nullable(),
  answers: z.array(z.object({ step: z.string(), value: Setting, by: z.string(), at: z.string() })),
  /** The asset that the answers are about. */
  asset: z.string().nullable(),
  customer: z.string(),
})
export type ProcedureRun = z.output<typeof ProcedureRun>

/** All guided diagnoses, those that are done too. */
export const ProcedureRuns = collection('procedure-runs', ProcedureRun, {
  version: 1,
  indexes: { case: (r) => [r.case, r.article] },
  about: (r) => [r.customer],
})

/** Where a run stands: the step with its words and answers, in the article's language and its translations. */
export interface Standing extends ProcedureRun {
  readonly now: Step | null
}

const runId = (of: string, article: string): string => `${of}/${article}`

/** Begins a diagnosis on a case, or begins it again. @throws `knowledge/bad-procedure` if the article has none */
export async function startProcedure(given: Act, of: string, id: string, asset?: string): Promise<Standing> {
  const { work } = given
  const article = await lastingArticle(given, id)
  const customer = (await work.get(Cases, of))?.doc.customer
  if (customer === undefined) throw knowledgeErrors['no-case']({ case: of })
  const { procedure, revision } = article
  if (!procedure) throw knowledgeErrors['bad-procedure']({ article: article.id, reason: 'it has no steps' })
  const known = asset ?? (await onlyAsset(given, of))
  const run: ProcedureRun = {
    case: of,
    article: article.id,
    revision,
    step: procedure.first,
    answers: [],
    asset: known ?? null,
    customer,
  }
  work.put(ProcedureRuns, runId(of, article.id), run)
  await link(given, of, article.id, 'referenced')
  return { ...run, now: stepOf(procedure.steps, procedure.first) }
}

async function onlyAsset({ house }: Act, of: string): Promise<string | undefined> {
  const assets = (await registerOf(house.desk)?.configurationOf({ case: of }))?.assets ?? []
  return assets.length === 1 ? assets[0]?.id : undefined
}

/** Answers the step at which a run waits; what the answer tells of the asset is recorded as a fact. @throws `knowledge/bad-step` */
export async function answerStep(given: Act, of: string, id: string, value: Setting): Promise<Standing> {
  const { work, actor } = given
  const article = await lastingArticle(given, id)
  const run = (await work.get(ProcedureRuns, runId(of, article.id)))?.doc
  const steps = article.procedure?.steps ?? []
  const step = stepOf(steps, run?.step ?? null)
  const answer = step?.answers.find((one) => one.value === value)
  if (!run || !step || !answer)
    throw knowledgeErrors['bad-step']({ article: id, step: run?.step ?? 'none', answer: String(value) })
  const at = work.now.toISOString()
  const answers = [...run.answers, { step: step.id, value, by: actorName(actor), at }]
  const after = { ...run, step: answer.to, answers }
  work.put(ProcedureRuns, runId(of, article.id), after)
  await tellFact(given, run, step, value)
  work.emit(ProcedureAnswered(of, { article: article.id, step: step.id, isDone: answer.to === null }))
  return { ...after, now: stepOf(steps, answer.to) }
}

async function tellFact(
  { house, work, actor }: Act,
  { asset, article, case: of }: ProcedureRun,
  { records }: Step,
  value: Setting,
): Promise<void> {
  const register = registerOf(house.desk)
  if (!register || asset === null || records === null) return
  const fact = {
    key: records,
    value,
    source: { kind: 'procedure', id: article },
    case: of,
    confidence: 'verified',
  } as const
  await register.recordIn(work, actor, asset, fact)
}

const stepOf = (steps: readonly Step[], id: string | null): Step | null => steps.find((step) => step.id === id) ?? null

/** @throws `knowledge/bad-procedure` if an answer leads nowhere, or a step cannot be reached */
export function checkProcedure({ id, procedure }: Pick<ArticleDraft, 'id' | 'procedure'>): void {
  if (!procedure) return
  const steps = new Map(procedure.steps.map((step) => [step.id, step]))
  const bad = (reason: string) => knowledgeErrors['bad-procedure']({ article: id, reason })
  if (steps.size !== procedure.steps.length) throw bad('two steps have one id')
  const reached = new Set<string>()
  const open = [procedure.first]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const step = steps.get(next)
    if (!step) throw bad(`there is no step ${next}`)
    if (!reached.has(next)) open.push(...step.answers.flatMap(({ to }) => (to === null ? [] : [to])))
    reached.add(next)
  }
  const lost = procedure.steps.find((step) => !reached.has(step.id))
  if (lost) throw bad(`nothing leads to step ${lost.id}`)
}

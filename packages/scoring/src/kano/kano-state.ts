import { inputErrors, scoringErrors } from '../errors.ts'
import { withChanges } from '../stream/keyed.ts'

/** One customer's answers about one feature. */
export interface KanoAnswer {
  readonly feature: string
  /** "If it is there, how do you feel?" 1 like, 2 must-be, 3 neutral, 4 live with, 5 dislike. */
  readonly functional: number
  /** "If it is missing, how do you feel?" */
  readonly dysfunctional: number
  /** "How important is it to you?" 1–9; if it was asked. */
  readonly importance?: number
}

/** Pairs of answers to one feature. */
export interface KanoCells {
  /** 25 counts, by functional answer, then dysfunctional. */
  readonly cells: readonly number[]
  /** 9 counts. */
  readonly importance: readonly number[]
}

/** Every feature's answers; plain JSON. No table is in it: one survey can be read by several. */
export interface KanoState {
  readonly v: 1
  readonly features: Readonly<Record<string, KanoCells>>
}

/** Adds (or, with −1, takes back) answers. */
export function countKano(state: KanoState, answers: Iterable<KanoAnswer>, times: 1 | -1): KanoState {
  const features = withChanges(state.features, (entries) => {
    for (const { feature, functional, dysfunctional, importance } of answers) {
      const cells = bumped(25, 5 * (point(functional, 5) - 1) + point(dysfunctional, 5) - 1, times)
      const asked = importance === undefined ? new Array<number>(9).fill(0) : bumped(9, point(importance, 9) - 1, times)
      join(entries, feature, { cells, importance: asked })
    }
  })
  return { v: 1, features }
}

/** Both states as one. */
export function joinKano(a: KanoState, b: KanoState): KanoState {
  const features = withChanges(a.features, (entries) => {
    for (const [feature, cells] of Object.entries(b.features)) join(entries, feature, cells)
  })
  return { v: 1, features }
}

function join(features: Map<string, KanoCells>, feature: string, more: KanoCells): void {
  const held = features.get(feature)
  const cells = more.cells.map((count, i) => count + (held?.cells[i] ?? 0))
  const importance = more.importance.map((count, i) => count + (held?.importance[i] ?? 0))
  if ([...cells, ...importance].every((count) => count === 0)) features.delete(feature)
  else features.set(feature, { cells, importance })
}

const bumped = (length: number, index: number, by: number): number[] =>
  Array.from({ length }, (_, i) => (i === index ? by : 0))

function point(answer: number, max: number): number {
  if (Number.isInteger(answer) && answer >= 1 && answer <= max) return answer
  throw inputErrors['out-of-scale']({ answer, min: 1, max })
}

/** Refuses a feature from which more was taken back than was added. */
export function requireKanoCounts(feature: string, { cells, importance }: KanoCells): void {
  const least = Math.min(...cells, ...importance)
  if (least < 0) throw scoringErrors['over-retracted']({ what: `feature "${feature}"`, count: least })
}

// Known or new (CLINC150): how well texts that no article answers are told apart, and whether the promise is kept.
import { type Classified, trainClassifier, type Verdict } from '@casewell/search/classifier'
import { bench, type Report } from './harness.ts'
import { auroc } from './search/auroc.ts'
import { readLines } from './search/collection.ts'
import { type LinkedCase, LinkedCases } from './search/linked-cases.ts'

/** A text and what was said of it; `label` is undefined where no article answers. */
interface Judged extends Classified {
  readonly wanted: string | undefined
}

const isRight = ({ label, wanted }: Judged): boolean => label === wanted

/** The threshold with most right answers and rejections: the rule of Larson et al., EMNLP 2019, "oos-threshold". */
function bestThreshold(some: readonly Judged[]): number {
  const sorted = some.toSorted((a, b) => b.probability - a.probability)
  let right = some.filter(({ wanted }) => wanted === undefined).length
  let [most, threshold] = [right, 1]
  for (const one of sorted) {
    right += isRight(one) ? 1 : one.wanted === undefined ? -1 : 0
    if (right > most) [most, threshold] = [right, one.probability]
  }
  return threshold
}

const share = <T>(some: readonly T[], holds: (one: T) => boolean): number => some.filter(holds).length / some.length

/** Right and accepted, or rightly rejected, by a threshold that was chosen on the other half of the texts. */
function byOtherHalf(all: readonly Judged[]) {
  const halves = [0, 1].map((half) => all.filter((_, i) => i % 2 === half))
  const judged = halves.flatMap((half, i) => {
    const threshold = bestThreshold(halves[1 - i] ?? [])
    return half.map((one) => ({ ...one, isAccepted: one.probability >= threshold }))
  })
  const known = judged.filter(({ wanted }) => wanted !== undefined)
  const fresh = judged.filter(({ wanted }) => wanted === undefined)
  return { known: share(known, (one) => one.isAccepted && isRight(one)), fresh: share(fresh, (one) => !one.isAccepted) }
}

function reportTelling(report: Report, known: readonly Judged[], fresh: readonly Judged[]): void {
  const probability = (some: readonly Judged[]): number[] => some.map((one) => one.probability)
  const area = auroc(probability(known), probability(fresh))
  report.row({ what: 'known against new', unit: 'AUROC', bar: 0.955, hope: 0.966 }, area)
  const rule = byOtherHalf([...known, ...fresh])
  const row = { unit: 'share' }
  report.row({ ...row, what: "the paper's rule: known ones rightly answered", bar: 0.92, hope: 0.93 }, rule.known)
  report.row({ ...row, what: "the paper's rule: new ones rejected", bar: 0.6, hope: 0.64 }, rule.fresh)
  report.row({ ...row, what: 'right label, nothing rejected' }, share(known, isRight))
}

function reportPromise(report: Report, known: readonly Judged[], fresh: readonly Judged[]): void {
  const called = (verdict: Verdict) => (one: Judged) => one.verdict === verdict
  const all = [...known, ...fresh]
  const row = { unit: 'share' }
  report.row({ ...row, what: 'promised precision .95: kept', bar: 0.95 }, share(all.filter(called('known')), isRight))
  report.row({ ...row, what: 'called known' }, share(all, called('known')))
  report.row({ ...row, what: 'new ones called known' }, share(fresh, called('known')))
  report.row({ ...row, what: 'new ones called new' }, share(fresh, called('new')))
  report.row({ ...row, what: 'right ones called new' }, share(known.filter(isRight), called('new')))
}

export default bench('known-new', async (report) => {
  const linked = readLines<LinkedCase>('clinc150/train.jsonl')
  const known = readLines<LinkedCase>('clinc150/val.jsonl')
  const fresh = readLines<LinkedCase>('clinc150/oos_val.jsonl')
  const before = process.cpuUsage()
  const classifier = await trainClassifier(linked)
  const { user, system } = process.cpuUsage(before)
  const judge = (text: string, wanted?: string): Judged => ({ ...classifier.classify(text, 1), wanted })
  const judged = [known.map(({ text, label }) => judge(text, label)), fresh.map(({ text }) => judge(text))] as const
  reportTelling(report, ...judged)
  reportPromise(report, ...judged)
  const cases = new LinkedCases(linked)
  const familiarity = (some: readonly LinkedCase[]): number[] => some.map(({ text }) => cases.familiarity(text))
  report.row({ what: 'untrained: likeness × agreement', unit: 'AUROC' }, auroc(familiarity(known), familiarity(fresh)))
  report.row({ what: 'training, rehearsal included', unit: 'CPU s' }, (user + system) / 1e6)
  report.row({ what: 'snapshot', unit: 'MB' }, classifier.snapshot().length / 1e6)
  report.note('Larson et al., EMNLP 2019, on the test set: BERT 96.2 / 52.3, MLP 93.4 / 49.1, Rasa 90.9 / 31.2.')
  report.note('No new text was trained on; the threshold of the rule is chosen on the other half of val and oos_val.')
  const percent = (x: number): string => `${(100 * x).toFixed(1)} %`
  for (const { from, answered, wrong } of classifier.report.table)
    report.note(`rehearsed, one in five new: from ${from} on ${percent(answered)} answered, ${percent(wrong)} wrongly`)
})

// Which of 77 articles solves a case (Banking77, 5-fold): trained on linked cases, and untrained.
import { trainClassifier } from '@casewell/search/classifier'
import { bench } from './harness.ts'
import { readLines } from './search/collection.ts'
import { type LinkedCase, LinkedCases } from './search/linked-cases.ts'

const FOLDS = 5

export default bench('known-which', async (report) => {
  const all = readLines<LinkedCase>('banking77/train.jsonl')
  const trained: number[] = []
  const untrained: number[] = []
  const article: number[] = []
  const nearest: number[] = []
  for (let fold = 0; fold < FOLDS; fold++) {
    const asked = all.filter((_, i) => i % FOLDS === fold)
    const linked = all.filter((_, i) => i % FOLDS !== fold)
    const share = (answer: (text: string) => string | undefined): number =>
      asked.filter(({ text, label }) => answer(text) === label).length / asked.length
    const classifier = await trainClassifier(linked)
    trained.push(share((text) => classifier.classify(text, 1).label))
    const cases = new LinkedCases(linked)
    untrained.push(share((text) => cases.fused(text)))
    article.push(share((text) => cases.article(text)))
    nearest.push(share((text) => cases.nearest(text)))
  }
  const mean = (folds: readonly number[]): number => folds.reduce((sum, x) => sum + x, 0) / folds.length
  const row = (what: string, folds: readonly number[], goals = {}): void => {
    report.row({ what, unit: 'right', ...goals }, mean(folds))
    report.note(`${what}, fold by fold: ${folds.map((x) => x.toFixed(4)).join(', ')}`)
  }
  row('trained on linked cases', trained, { bar: 0.9, hope: 0.92 })
  row('untrained: articles and nearest cases', untrained, { bar: 0.86, hope: 0.92 })
  row('untrained: articles alone', article)
  row('untrained: the nearest case alone', nearest)
})

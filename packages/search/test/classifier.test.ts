import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calibrate, probabilityOf } from '../src/classifier/calibration.ts'
import { chooseThresholds } from '../src/classifier/thresholds.ts'
import { type Example, restoreClassifier, trainClassifier, vote } from '../src/classifier.ts'
import { analyzer, createSearch } from '../src/index.ts'
import { restoreSearch, snapshotOf } from '../src/snapshot.ts'

/** Twenty questions for each of six articles, of words that only their own article has, and of some that all have. */
const subjects = {
  card: ['card', 'plastic', 'lost', 'stolen', 'chip'],
  pin: ['pin', 'digits', 'forgot', 'change', 'secret'],
  fee: ['fee', 'charged', 'price', 'cost', 'month'],
  loan: ['loan', 'interest', 'borrow', 'rate', 'repay'],
  sound: ['speaker', 'loud', 'silent', 'volume', 'noise'],
  wifi: ['router', 'wireless', 'network', 'signal', 'band'],
}
const frames = ['please help with', 'I have a question about', 'what about', 'tell me about']
const examples: Example[] = Object.entries(subjects).flatMap(([label, words]) =>
  words.flatMap((word, i) =>
    frames.map((frame) => ({ label, text: `${frame} ${word} ${words[(i + 1) % words.length]}` })),
  ),
)
const trained = trainClassifier(examples)

describe('a classifier', () => {
  test('[CL1] names the article of a question that nobody asked before', async () => {
    const classifier = await trained
    expect(classifier.classify('my chip card was stolen')).toMatchObject({ label: 'card', verdict: 'known' })
    expect(classifier.classify('no signal from the router').label).toBe('wifi')
  })

  test('[CL1] tells the likeliest labels, and how likely each is beside the others', async () => {
    const { labels } = (await trained).classify('the loan fee', 6)
    expect(
      labels
        .slice(0, 2)
        .map(({ label }) => label)
        .toSorted(),
    ).toEqual(['fee', 'loan'])
    expect(labels.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10)
    expect((await trained).classify('the loan fee', 0).labels.length).toBe(1)
  })

  test('[CL1] reads Chinese', async () => {
    const zh = ['怎么重置密码', '忘记密码了', '密码怎么改', '密码不对', '找回密码'].map((text) => ({
      text,
      label: '密码',
    }))
    const card = ['银行卡丢了', '卡被偷了', '怎么补办银行卡', '银行卡挂失', '新卡什么时候到'].map((text) => ({
      text,
      label: '卡',
    }))
    const classifier = await trainClassifier([...zh, ...card])
    expect(classifier.classify('我的银行卡不见了').label).toBe('卡')
    expect(classifier.classify('改密码').label).toBe('密码')
  })

  test('[CL2] calls new what is about none of its labels, even a text without a known word', async () => {
    const classifier = await trained
    for (const text of ['xylophone', '', '你好', 'when will my tulips bloom'])
      expect(classifier.classify(text).verdict, text).not.toBe('known')
    expect(classifier.classify('xylophone').verdict).toBe('new')
    expect(classifier.classify('xylophone').probability).toBeLessThan(classifier.classify('card chip').probability)
  })

  test('[CL3] keeps its promise on questions it never saw', async () => {
    const { report } = await trained
    expect(report).toMatchObject({ examples: 120, labels: 6 })
    const promised = report.table.filter(({ from }) => from >= (report.known ?? 1))
    expect(promised.length).toBeGreaterThan(0)
    for (const { precision } of promised) expect(precision).toBeGreaterThanOrEqual(0.95)
  })

  test('[CL3] knows nothing where no promise can be kept', async () => {
    const noise = Array.from({ length: 60 }, (_, i) => ({ text: `please help ${i % 7}`, label: `article ${i % 3}` }))
    const classifier = await trainClassifier(noise, { precision: 0.99 })
    expect(classifier.report.known).toBeUndefined()
    expect(classifier.classify('please help 3').verdict).not.toBe('known')
    expect(restoreClassifier(classifier.snapshot()).classify('please help 3').verdict).not.toBe('known')
  })

  test('[CL4] is the same each time, whether trained or restored', async () => {
    const again = await trainClassifier(examples)
    const restored = restoreClassifier((await trained).snapshot())
    for (const text of ['stolen card', 'volume', 'repay the interest', '?']) {
      expect(again.classify(text)).toEqual((await trained).classify(text))
      expect(restored.classify(text)).toEqual((await trained).classify(text))
    }
    expect(restored.report).toEqual(again.report)
  })

  test('[CL4] is not restored from what is no classifier, nor with another analyzer', async () => {
    const snapshot = (await trained).snapshot()
    const search = createSearch({ fields: { text: 1 } })
    const damaged = expect.objectContaining({ code: 'search/snapshot-damaged' })
    expect(() => restoreClassifier(snapshotOf(search))).toThrow(damaged)
    expect(() => restoreClassifier(snapshot.slice(0, -4))).toThrow(damaged)
    expect(() => restoreSearch(snapshot, { fields: { text: 1 } })).toThrow(damaged)
    expect(() => restoreClassifier(snapshot, analyzer({ stem: (word) => word }))).toThrow(
      expect.objectContaining({ code: 'search/snapshot-differs' }),
    )
  })

  test('[CL5] is not trained on one label, nor with a share that is none', async () => {
    const one = examples.filter(({ label }) => label === 'card')
    await expect(trainClassifier(one)).rejects.toThrow('20 examples of 1 labels are too few to tell labels apart.')
    await expect(trainClassifier(examples, { precision: 95 })).rejects.toThrow('precision is 95, which is no share.')
    await expect(trainClassifier(examples, { newShare: Number.NaN })).rejects.toMatchObject({
      code: 'search/bad-share',
    })
  })

  test('[CL5] is trained on as few as two examples', async () => {
    const classifier = await trainClassifier([examples[0], examples.at(-1)].flatMap((example) => example ?? []))
    expect(classifier.classify('card').verdict).not.toBe('known')
  })

  test('[CL5] stops being trained when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('shutting down'))
    await expect(trainClassifier(examples, { signal })).rejects.toThrow('shutting down')
  })
})

describe('a calibration', () => {
  test('[CA1] finds the chances that outcomes were drawn with', () => {
    // Of 1,000 texts with strength 1, 731 are right, of 1,000 with strength −1, 269: logistic with base 0 and slope 1.
    const outcomes = [1, -1].flatMap((strength) =>
      [true, false].map((right) => ({ strength, lead: 0, right, weight: right === strength > 0 ? 731 : 269 })),
    )
    const calibration = calibrate(outcomes)
    expect(probabilityOf(calibration, { strength: 1, lead: 0 })).toBeCloseTo(0.731, 3)
    expect(probabilityOf(calibration, { strength: 0, lead: 0 })).toBeCloseTo(0.5, 6)
    expect(probabilityOf(calibration, { strength: -1, lead: 0 })).toBeCloseTo(0.269, 3)
  })

  test('[CA1] gives a probability for any outcomes, even if right and wrong part completely', () => {
    const outcome = fc.record({
      strength: fc.double({ min: -50, max: 50, noNaN: true }),
      lead: fc.double({ min: 0, max: 50, noNaN: true }),
      right: fc.boolean(),
      weight: fc.double({ min: 0, max: 5, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 30 }), (outcomes) => {
        const calibration = calibrate(outcomes)
        for (const signal of outcomes) {
          const probability = probabilityOf(calibration, signal)
          expect(probability).toBeGreaterThanOrEqual(0)
          expect(probability).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})

describe('thresholds', () => {
  const rated = (probability: number, right: boolean, weight = 1) => ({
    probability,
    right,
    weight,
    strength: 0,
    lead: 0,
  })

  test('[CL3] are set where even the doubt keeps the promise', () => {
    // 52 of 52 right: Wilson's lower bound at z = 1.645 is 52 / (52 + 2.706) = .9505; of 51 it is .9496.
    const right = Array.from({ length: 52 }, (_, i) => rated(0.9 - i / 1000, true))
    expect(chooseThresholds(right, 0.95, 0).known).toBeCloseTo(0.849, 6)
    expect(chooseThresholds(right.slice(0, 51), 0.95, 0).known).toBeUndefined()
  })

  test('[CL3] never part texts of one probability', () => {
    const tied = [
      ...Array.from({ length: 60 }, () => rated(0.9, true)),
      ...Array.from({ length: 60 }, () => rated(0.9, false)),
    ]
    expect(chooseThresholds(tied, 0.95, 0.05).known).toBeUndefined()
  })

  test('[CL3] come with a table of what is answered, and what wrongly', () => {
    const { table } = chooseThresholds([rated(0.96, true), rated(0.85, false, 2), rated(0.2, true)], 0.5, 0)
    expect(table.find(({ from }) => from === 0.8)).toEqual({ from: 0.8, answered: 0.75, wrong: 0.5, precision: 1 / 3 })
    expect(table.at(-1)).toEqual({ from: 0.99, answered: 0, wrong: 0, precision: 1 })
  })
})

describe('a vote', () => {
  const solvedBy = (id: string) => (id === 'unsolved' ? undefined : id.slice(0, 1))

  test('[VO1] is won by what solved the nearest cases, near ones having most to say', () => {
    // Half the score of the first is a sixteenth of its say: 1 for a; 2/16 for b.
    const cases = [
      { id: 'a1', score: 8 },
      { id: 'unsolved', score: 7 },
      { id: 'b1', score: 4 },
      { id: 'b2', score: 4 },
    ]
    expect(vote(cases, solvedBy)).toEqual([
      { id: 'a', score: 1 / 1.125 },
      { id: 'b', score: 0.125 / 1.125 },
    ])
  })

  test('[VO1] of nobody names nothing', () => {
    expect(vote([], solvedBy)).toEqual([])
    expect(vote([{ id: 'unsolved', score: 1 }], solvedBy)).toEqual([])
  })
})

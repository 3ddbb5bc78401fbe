import { describe, expect, test } from 'vitest'
import { customerFolds, laterSplit } from '../src/models/folds.ts'
import { GATE, groupShare, type LabelledData, predictChance, trainPredictor } from '../src/models/index.ts'
import { random } from '../src/numeric/random.ts'
import { endsOf, near } from './reference-vectors.ts'

const code = (name: string): unknown => expect.objectContaining({ code: `scoring/${name}` })

/** Cases whose outcome has the log-odds −2 + reopened, and a column that means nothing. The truth is known. */
function labelled(count: number, seed = 'labelled'): LabelledData {
  const stream = random(seed)
  const rows = Array.from({ length: count }, () => [stream.whole(5), stream.normal()])
  const outcomes = rows.map(([reopened = 0]) => stream.uniform() < 1 / (1 + Math.exp(2 - reopened)))
  return { names: ['reopened', 'noise'], rows, outcomes }
}

/** Cases with outcomes that nothing tells. */
function tossed(seed: string): LabelledData {
  const coin = random(seed, 'tossed')
  const data = labelled(400, seed)
  return { ...data, outcomes: data.outcomes.map(() => coin.whole(10) < 3) }
}

describe('a prediction', () => {
  const data = labelled(600)
  const trained = trainPredictor(data, { seed: 1 })

  test('[MOD33] is refused with 199 labelled cases, and given with 200', () => {
    const short = {
      ...data,
      rows: data.rows.slice(0, GATE.labelled - 1),
      outcomes: data.outcomes.slice(0, GATE.labelled - 1),
    }
    const enough = { ...data, rows: data.rows.slice(0, GATE.labelled), outcomes: data.outcomes.slice(0, GATE.labelled) }
    expect(trainPredictor(short, { seed: 1 })).toMatchObject({ status: 'refused', reason: 'too-few-labelled' })
    expect(trainPredictor(enough, { seed: 1 }).status).toBe('ready')
  })

  test('[MOD33] is refused with 19 of one outcome, and given with 20', () => {
    // Who reopened five times was dissatisfied, now and then somebody else: a signal that few can carry.
    const rare = (events: number): LabelledData => {
      const rows = Array.from({ length: 400 }, (_, i) => [i < 40 ? 5 : i % 3])
      const outcomes = rows.map((_, i) => i < events - 2 || i === 100 || i === 200)
      return { names: ['reopened'], rows, outcomes }
    }
    expect(trainPredictor(rare(19), { seed: 1 })).toMatchObject({ status: 'refused', reason: 'too-few-of-one-outcome' })
    expect(trainPredictor(rare(20), { seed: 1 }).status).toBe('ready')
    const { rows, outcomes, names } = rare(19)
    const turned = { names, rows, outcomes: outcomes.map((outcome) => !outcome) }
    expect(trainPredictor(turned, { seed: 1 })).toMatchObject({ reason: 'too-few-of-one-outcome' })
  })

  test('[MOD34] is refused where held-out chances do no better than the base rate', () => {
    const trials = Array.from({ length: 40 }, (_, i) => trainPredictor(tossed(`coin ${i}`), { seed: 1 }))
    const refused = trials.filter(({ status }) => status === 'refused')
    expect(refused.length).toBeGreaterThan(20)
    for (const refusal of refused) {
      expect(refusal).toMatchObject({ reason: 'no-skill', message: expect.stringContaining('skill -0.') as string })
      expect(refusal.card.validation?.skill.value).toBeLessThanOrEqual(0)
    }
    // What slips through by luck says that it may be luck: at 95 %, in all but one case of forty or so.
    const lucky = trials.filter(({ status }) => status === 'ready')
    const unmarked = lucky.filter(({ card }) => !card.warnings.some((warning) => warning.code === 'thin-skill'))
    expect(unmarked.length).toBeLessThanOrEqual(2)
    expect(trained.card.warnings).toEqual([])
  })

  test('[MOD34] is refused, not failed, where the columns part the outcomes or say the same', () => {
    const parted = { ...data, outcomes: data.rows.map(([reopened = 0]) => reopened > 2) }
    expect(trainPredictor(parted, { seed: 1 })).toMatchObject({
      reason: 'not-fitted',
      message: expect.stringContaining('reopened') as string,
    })
    const twice = { names: ['a', 'b'], rows: data.rows.map(([a = 0]) => [a, 2 * a]), outcomes: data.outcomes }
    expect(trainPredictor(twice, { seed: 1 })).toMatchObject({ reason: 'not-fitted' })
    expect(trainPredictor({ ...data, rows: [], outcomes: [] }, { seed: 1 })).toMatchObject({
      reason: 'too-few-labelled',
    })
    const alike = { ...data, outcomes: data.outcomes.map(() => true) }
    expect(trainPredictor(alike, { seed: 1 })).toMatchObject({ reason: 'too-few-of-one-outcome' })
  })

  test('[MOD35] of a refusal is no number, and says why', () => {
    const refusal = trainPredictor(labelled(60), { seed: 1 })
    const { value, interval, warnings } = predictChance(refusal, [3, 0])
    expect([value, interval]).toEqual([null, null])
    expect(warnings.map((warning) => warning.code)).toContain('too-few-labelled')
  })

  test('[MOD36] comes near the truth, with an interval that tells its doubt', () => {
    for (const reopened of [0, 2, 4]) {
      const chance = predictChance(trained, [reopened, 0])
      const [lower = 0, upper = 1] = endsOf(chance.interval)
      const truth = 1 / (1 + Math.exp(2 - reopened))
      expect(lower).toBeLessThan(truth + 0.02)
      expect(upper).toBeGreaterThan(truth - 0.02)
      expect(upper - lower).toBeLessThan(0.2)
      expect(chance).toMatchObject({ n: 600, evidence: 'model' })
    }
  })

  test('[MOD36] outside of what training spanned is marked', () => {
    const codes = (row: number[]): string[] => predictChance(trained, row).warnings.map((warning) => warning.code)
    expect(codes([4, 0])).not.toContain('outside-training')
    expect(codes([5, 0])).toContain('outside-training')
    expect(predictChance(trained, [5, 0]).warnings.at(-1)?.message).toContain('reopened')
    expect(() => predictChance(trained, [1])).toThrow(code('ragged-row'))
    expect(() => predictChance(trained, [1, Number.NaN])).toThrow(code('out-of-range'))
  })

  test('[MOD37] carries a card: how many, how frequent, how well on cases it had not seen', () => {
    const { card } = trainPredictor(data, { seed: 1, window: { fromMs: 0, toMs: 5 } })
    expect(card).toMatchObject({
      labelled: 600,
      window: { fromMs: 0, toMs: 5 },
      validation: { n: 600, design: '10 folds of customers' },
    })
    near(card.prevalence, data.outcomes.filter(Boolean).length / 600, 1e-15)
    const { validation } = card
    near(validation?.skill.value, 1 - (validation?.brier ?? 0) / (validation?.brierOfPrevalence ?? 1), 1e-12)
    expect(validation?.skill.interval?.lower).toBeGreaterThan(0)
    expect(validation?.auroc.value).toBeGreaterThan(0.75)
    near(validation?.calibrationSlope, 1, 0.2)
    expect(card.cautions.join()).toContain('not a verdict')
  })

  test('[MOD38] is the same for the same seed, survives as JSON, and hangs on nothing hidden', () => {
    expect(trainPredictor(data, { seed: 1 })).toEqual(trained)
    expect(trainPredictor(data, { seed: 2 }).card.validation?.brier).not.toBe(trained.card.validation?.brier)
    const stored = JSON.parse(JSON.stringify(trained)) as typeof trained
    expect(predictChance(stored, [3, 1])).toEqual(predictChance(trained, [3, 1]))
  })

  test('[MOD39] is judged on customers it has not met: who only knows its customers by heart is refused', () => {
    // One column a customer: within a customer all cases end alike, and nothing else tells the outcome.
    const names = Array.from({ length: 30 }, (_, i) => `customer ${i}`)
    const customers = Array.from({ length: 600 }, (_, i) => `${(i * 7) % 31}`)
    const rows = customers.map((customer) => names.map((_, i) => Number(customer === `${i}`)))
    const drawn = random('who is content')
    const content = new Map([...new Set(customers)].map((customer) => [customer, drawn.uniform() < 0.4]))
    const outcomes = customers.map((customer, i) => (Math.floor(i / 31) % 5 === 0) !== content.get(customer))
    expect(trainPredictor({ names, rows, outcomes }, { seed: 1 }).status).toBe('ready')
    const judged = trainPredictor({ names, rows, outcomes, customers }, { seed: 1 })
    expect(judged.status).toBe('refused')
  })

  test('[MOD39] splits so that no customer is on both sides, and every case is judged once', () => {
    const customers = Array.from({ length: 97 }, (_, i) => `${(i * i) % 23}`)
    const folds = customerFolds(customers, 5, 'seed')
    for (const { train, test: held } of folds) {
      const known = new Set(train.map((i) => customers[i]))
      expect(held.some((i) => known.has(customers[i]))).toBe(false)
      expect(train.length + held.length).toBe(97)
    }
    expect(folds.flatMap((fold) => fold.test).sort((a, b) => a - b)).toEqual(customers.map((_, i) => i))
  })

  test('[MOD40] can be judged on later cases of new customers, the stricter test', () => {
    const customers = data.rows.map((_, i) => `${i % 450}`)
    const atMs = data.rows.map((_, i) => 1000 - i)
    const { train, test: held } = laterSplit(customers, atMs)
    expect(Math.max(...train.map((i) => atMs[i] ?? 0))).toBeLessThan(Math.min(...held.map((i) => atMs[i] ?? 0)))
    const known = new Set(train.map((i) => customers[i]))
    expect(held.some((i) => known.has(customers[i]))).toBe(false)
    expect(
      trainPredictor({ ...data, customers, atMs }, { seed: 1, validation: 'later' }).card.validation?.design,
    ).toContain('later')
    expect(() => trainPredictor(data, { seed: 1, validation: 'later' })).toThrow(code('no-times'))
    expect(() => trainPredictor({ ...data, customers: ['ada'] }, { seed: 1 })).toThrow(code('unequal-lengths'))
    expect(() => trainPredictor(data, { seed: 1, folds: 1 })).toThrow(code('out-of-range'))
  })
})

describe('hidden dissatisfaction in a group', () => {
  const data = labelled(800, 'group')
  const trained = trainPredictor(data, { seed: 1 })
  const silent = labelled(400, 'silent')

  test('[MOD41] is the share among those who told and what the model expects of the silent', () => {
    const { share, bounds } = groupShare(trained, { told: { n: 100, events: 20 }, silent: silent.rows })
    const expected = silent.rows.reduce((sum, row) => sum + (predictChance(trained, row).value ?? 0), 0)
    near(share.value, (20 + expected) / 500, 1e-12)
    const truth = (20 + silent.outcomes.filter(Boolean).length) / 500
    const [lower = 0, upper = 0] = endsOf(share.interval)
    expect(lower).toBeLessThan(truth)
    expect(upper).toBeGreaterThan(truth)
    expect(bounds).toEqual({ lower: 20 / 500, upper: 420 / 500 })
  })

  test('[MOD41] always has its bounds, also where the model is refused', () => {
    const refusal = trainPredictor(labelled(50), { seed: 1 })
    // 1000 asked, 180 told, 30 of them dissatisfied: .03 to .85, as Manski has it.
    const group = groupShare(refusal, {
      told: { n: 180, events: 30 },
      silent: Array.from({ length: 820 }, () => [0, 0]),
    })
    expect(group).toMatchObject({
      bounds: { lower: 0.03, upper: 0.85 },
      told: 180,
      silent: 820,
      share: { value: null, interval: null },
    })
    expect(group.share.warnings.map((warning) => warning.code)).toContain('too-few-labelled')
  })

  test('[MOD41] never leaves its bounds, says what it takes for granted, and refuses counts that cannot be', () => {
    const small = groupShare(trained, { told: { n: 2, events: 0 }, silent: [[0, 0]] })
    const [lower = -1, upper = 2] = endsOf(small.share.interval)
    expect(lower).toBeGreaterThanOrEqual(small.bounds.lower)
    expect(upper).toBeLessThanOrEqual(small.bounds.upper)
    expect(small.share.warnings.map((warning) => warning.code)).toContain('silent-taken-alike')
    expect(() => groupShare(trained, { told: { n: 2, events: 3 }, silent: [] })).toThrow(code('out-of-range'))
    expect(() => groupShare(trained, { told: { n: 0, events: 0 }, silent: [] })).toThrow(code('no-observations'))
  })
})

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { random } from '../src/numeric/random.ts'
import { judgeSentiment, ngramCounts, readLexicon, sentiment, trainSentiment } from '../src/text/index.ts'
import { ngramWeights } from '../src/text/naive-bayes.ts'
import { near, vectors, vectorsAreThere } from './reference-vectors.ts'

/** Valences that Hutto & Gilbert print in their paper, and a few entries of ours. */
const lexicon = readLexicon({
  words:
    'okay\t0.9\ngood\t1.9\ngreat\t3.1\nhorrible\t-2.5\n:(\t-2.2\nsucks\t-1.5\nno\t-1.2\nshit\t-2.6\nface\t1\n:p\t1.2',
  emoji: '😁\tgood face',
})

/** The sum of valences that a compound stands for: s / √(s² + 15), turned around. */
const sumOf = (text: string): number => {
  const { compound } = sentiment(text, lexicon)
  return compound * Math.sqrt(15 / (1 - compound * compound))
}

/** A compound has four decimals, so its sum has about three. */
const sums = (text: string, expected: number): void => near(sumOf(text), expected, 0.002, text)

describe('the sentiment of an English text', () => {
  test.skipIf(!vectorsAreThere)(
    '[TXT1] equals the reference implementation under its own lexicon (needs ../shared/data)',
    () => {
      const file = createRequire(import.meta.url).resolve('vader-sentiment/vader_lexicon.txt')
      const since2018 = 'badass\t1.4\nflawed\t-2.1\nheart\t3.2\nhearts\t3.3' // what the lexicon has changed after that copy
      const theirs = readLexicon({ words: `${readFileSync(file, 'utf8')}\n${since2018}` })
      for (const { inputs, expected, tolerance } of vectors<{ texts: string[] }, { compound: number[] }>('sentiment')) {
        const ours = inputs.texts.map((text) => sentiment(text, theirs).compound)
        near(ours, expected.compound, tolerance.abs)
      }
    },
  )

  test('[TXT1] is the sum of its words, kept within −1…1', () => {
    sums('good', 1.9)
    sums('good and okay', 2.8)
    sums('sucks :(', -3.7)
    expect(sentiment('good', lexicon).compound).toBe(0.4404) // 1.9 / √(1.9² + 15)
  })

  test('[TXT2] is strengthened by degree words, less so from further away, and weakened by others', () => {
    sums('very good', 1.9 + 0.293)
    sums('very big good', 1.9 + 0.293 * 0.95)
    sums('very big red good', 1.9 + 0.293 * 0.9)
    sums('kinda good', 1.9 - 0.293)
    sums('kind of good', 1.9)
    sums('only kind of good', 1.9 - 0.293)
    sums('very horrible', -2.5 - 0.293)
  })

  test('[TXT3] is turned by a negation up to three words before', () => {
    sums('not good', 1.9 * -0.74)
    sums("isn't so good", (1.9 + 0.293) * -0.74)
    sums('never so good', (1.9 + 0.293) * 1.25)
    sums('without a good', 1.9 * -0.74)
    sums('without doubt good', 1.9)
    sums('not at all x good', 1.9)
  })

  test('[TXT4] takes `no` for a negation before a word with a feeling, and for a feeling of its own elsewhere', () => {
    sums('no', -1.2)
    sums('no good', 1.9 * -0.74)
    sums('no horrible or good', -2.5 * -0.74 + 1.9 * -0.74)
    sums('i said no', -1.2)
  })

  test('[TXT5] counts half before a but, and half as much again after it', () => {
    sums('good but horrible', 1.9 * 0.5 - 2.5 * 1.5)
    sums('good, BUT great', 1.9 * 0.5 + 3.1 * 1.5)
  })

  test('[TXT6] hears shouting only where not everything is shouted', () => {
    sums('it was GOOD', 1.9 + 0.733)
    sums('IT WAS GOOD', 1.9)
    sums('it was HORRIBLE', -2.5 - 0.733)
    sums('it was VERY good', 1.9 + 0.293 + 0.733)
  })

  test('[TXT7] hears exclamation and question marks up to a limit', () => {
    sums('good!', 1.9 + 0.292)
    sums('good!!!!!!', 1.9 + 4 * 0.292)
    sums('good?', 1.9)
    sums('good??', 1.9 + 2 * 0.18)
    sums('good????', 1.9 + 0.96)
    sums('horrible!', -2.5 - 0.292)
  })

  test('[TXT8] knows idioms, `least`, and emoji by the words they stand for', () => {
    sums('you are the shit', 3)
    sums('least good', 1.9 * -0.74)
    sums('at least good', 1.9)
    sums('ok :p', 1.2) // an emoticon is not stripped of its colon
    sums('😁', 1.9 + 1)
    sums('😁good', 1.9) // what follows an emoji without a space stays glued to its last word
  })

  test('[TXT9] says how many words it knew, and that a zero from none is not neutrality', () => {
    const unknown = sentiment('my order never arrived', lexicon)
    expect(unknown).toMatchObject({ compound: 0, words: 4, recognised: 0, warnings: ['no-known-word'] })
    expect(sentiment('', lexicon)).toMatchObject({ compound: 0, positive: 0, neutral: 0, words: 0 })
    expect(sentiment('good day', lexicon)).toMatchObject({
      recognised: 1,
      warnings: [],
      positive: 0.744,
      neutral: 0.256,
    })
  })

  test('[TXT10] stays within its bounds, and its shares add up to one', () => {
    const words = fc.constantFrom('good', 'HORRIBLE', 'not', 'very', 'but', 'no', 'least', 'at', 'x', '!', '😁', ':(')
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 12 }), (list) => {
        const { compound, positive, neutral, negative } = sentiment(list.join(' '), lexicon)
        expect(Math.abs(compound)).toBeLessThanOrEqual(1)
        expect(Math.abs(positive + neutral + negative - 1)).toBeLessThanOrEqual(0.0015)
      }),
    )
  })

  test('[TXT11] refuses a lexicon with a line that is none, and says which', () => {
    expect(() => readLexicon({ words: 'good\t1.9\nbad' })).toThrow('line 2 of the lexicon')
    expect(() => readLexicon({ words: 'good\t19' })).toThrow(expect.objectContaining({ code: 'scoring/bad-lexicon' }))
    expect(() => readLexicon({ words: 'good\t' })).toThrow(expect.objectContaining({ code: 'scoring/bad-lexicon' }))
  })
})

const praise = ['很好吃', '送餐很快', '服务很好', '味道不错', '包装很好']
const blame = ['太慢了', '很难吃', '等了两个小时', '打电话没人接', '味道太差']

/** Reviews of three phrases; each third one says the contrary of its label, so that no judge can be perfect. */
const reviews = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const positive = i % 2 === 0
    const own = positive === i % 9 > 0 ? praise : blame
    return { text: [own[i % 5], own[(i * 7) % 5], own[(i * 3) % 5]].join('，'), positive }
  })

describe('a judge of Chinese texts', () => {
  const model = trainSentiment(reviews(400), { seed: 1 })

  test('[TXT12] learns from labelled texts and tells new ones apart', () => {
    expect(model.status).toBe('ready')
    expect(judgeSentiment(model, '服务很好，很快').value).toBeGreaterThan(0.7)
    expect(judgeSentiment(model, '难吃，等了两个小时').value).toBeLessThan(0.3)
  })

  test('[TXT13] gives chances that hold on texts it has not seen, with the doubt of their calibration', () => {
    const { validation } = model.card
    expect(validation?.n).toBe(400)
    expect(validation?.skill.value).toBeGreaterThan(0.5)
    const { value, interval } = judgeSentiment(model, '服务很好，很快')
    expect(interval?.lower).toBeLessThan(value ?? 0)
    expect(interval?.upper).toBeGreaterThan(value ?? 1)
    near(validation?.reliability.bins.at(-1)?.happened.value, 8 / 9, 0.1) // one in nine labels is wrong
  })

  test('[TXT13] weighs a run by its odds, whichever kind has more text', () => {
    // 1 of 4 negative against 3 of 12 positive runs, one more each for what was never seen: ln(4/13) − ln(2/5)
    const counts = { v: 1, texts: [1, 1], tokens: [4, 12], grams: [['好', 1, 3]] } as const
    near(ngramWeights(counts, { leastCount: 1, smoothing: 1 }).get('好'), Math.log(4 / 13) - Math.log(2 / 5), 1e-12)
    expect(ngramWeights(counts, { leastCount: 5, smoothing: 1 }).size).toBe(0)
  })

  test('[TXT14] refuses with too few texts, too few of one kind, or without skill', () => {
    const coin = random('labels')
    const tossed = reviews(400).map(({ text }) => ({ text, positive: coin.whole(2) === 1 }))
    const oneSided = reviews(400).map(({ text }, i) => ({ text, positive: i < 10 }))
    expect(trainSentiment(reviews(199), { seed: 1 })).toMatchObject({ status: 'refused', reason: 'too-few-labelled' })
    expect(trainSentiment(oneSided, { seed: 1 })).toMatchObject({ reason: 'too-few-of-one-outcome' })
    const refusal = trainSentiment(tossed, { seed: 1 })
    expect(refusal).toMatchObject({ status: 'refused', reason: 'no-skill' })
    const { value, warnings } = judgeSentiment(refusal, '很好')
    expect(value).toBeNull()
    expect(warnings.map(({ code }) => code)).toEqual(['no-skill'])
  })

  test('[TXT15] says nothing of a text of which it knows no character', () => {
    expect(judgeSentiment(model, 'zzz')).toMatchObject({ value: null, interval: null })
    expect(judgeSentiment(model, 'zzz').warnings.map(({ code }) => code)).toContain('no-known-run')
  })

  test('[TXT16] is the same for the same seed, and survives as JSON', () => {
    expect(trainSentiment(reviews(400), { seed: 1 })).toEqual(model)
    expect(trainSentiment(reviews(400), { seed: 2 }).card.validation).not.toEqual(model.card.validation)
    const stored = JSON.parse(JSON.stringify(model)) as typeof model
    expect(judgeSentiment(stored, '很难吃')).toEqual(judgeSentiment(model, '很难吃'))
  })

  test('[TXT17] keeps the texts of one author in one fold', () => {
    // Each author always says one thing of their own; who knows the author knows the label, and nothing else tells it.
    const signed = Array.from({ length: 400 }, (_, i) => {
      const author = i % 40
      return {
        text: `签${String.fromCodePoint(0x4e00 + author * 3)}`,
        positive: (author * 7) % 3 === 0,
        author: `${author}`,
      }
    })
    expect(trainSentiment(signed, { seed: 3 })).toMatchObject({ status: 'refused', reason: 'no-skill' })
    const unsigned = signed.map(({ text, positive }) => ({ text, positive }))
    expect(trainSentiment(unsigned, { seed: 3 }).status).toBe('ready')
  })

  test('[TXT18] counts runs in any order and any shards, and takes back what it counted', () => {
    const counter = ngramCounts()
    const texts = fc.array(fc.record({ text: fc.string({ maxLength: 6 }), positive: fc.boolean() }), { maxLength: 12 })
    fc.assert(
      fc.property(texts, fc.nat(12), (all, cut) => {
        const whole = counter.addAll(counter.zero(), all)
        const [one, other] = [all.slice(0, cut), all.slice(cut)].map((part) => counter.addAll(counter.zero(), part))
        expect(counter.merge(other ?? whole, one ?? whole)).toEqual(whole)
        expect(all.reduce(counter.retract, whole)).toEqual(counter.zero())
      }),
    )
    expect(() => counter.result(counter.retract(counter.zero(), { text: '好', positive: true }))).toThrow(
      expect.objectContaining({ code: 'scoring/over-retracted' }),
    )
  })
})

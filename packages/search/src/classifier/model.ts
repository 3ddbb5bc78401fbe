import type { Analyzer } from '../analyzer.ts'
import type { Signal } from './calibration.ts'
import { countFeatures, createEncoder, type Encoder, STRIDE } from './encoder.ts'
import { type Lesson, learnWeights, logits, probabilities, type Weights } from './softmax.ts'

/** A text, and what it is about: the words of a case, and the article that solved it. */
export interface Example {
  readonly text: string
  readonly label: string
}

/** What was learnt from examples: plain data, but for the encoder, which is made from it. */
export interface Model {
  readonly labels: readonly string[]
  /** How many texts it was learnt from. */
  readonly texts: number
  /** In how many texts each feature stands; their order gives their ids. */
  readonly features: ReadonlyMap<string, number>
  readonly weights: Weights
  readonly encoder: Encoder
}

/** Learns from examples; a generator, so that other work can go on between its steps. */
export function* learnModel(examples: readonly Example[], analyzer: Analyzer): Generator<undefined, Model> {
  const texts = examples.map(({ text }) => text)
  const features = yield* countFeatures(texts, analyzer)
  const encoder = createEncoder(features, texts.length, analyzer)
  const labels = [...new Set(examples.map(({ label }) => label))].sort()
  const numbers = new Map(labels.map((label, number) => [label, number]))
  const lessons: Lesson[] = []
  for (const { text, label } of examples) {
    if (lessons.length % STRIDE === STRIDE - 1) yield
    lessons.push({ encoded: encoder.encode(text), label: numbers.get(label) ?? 0 })
  }
  const weights = yield* learnWeights(lessons, encoder.size, labels.length)
  return { labels, texts: texts.length, features, weights, encoder }
}

/** What a model says of a text. */
export interface Saying {
  /** Labels and how likely each is beside the others, the likeliest first. */
  readonly labels: readonly { readonly label: string; readonly share: number }[]
  readonly signal: Signal
}

/** @param most - of how many labels to tell */
export function say({ labels, weights, encoder }: Model, text: string, most: number): Saying {
  const sums = logits(weights, encoder.encode(text))
  const order = [...sums.keys()].sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0))
  const [first = 0, second = first] = order
  const strength = sums[first] ?? 0
  const signal = { strength, lead: strength - (sums[second] ?? 0) }
  const shares = probabilities(sums)
  return { labels: order.slice(0, most).map((i) => ({ label: labels[i] ?? '', share: shares[i] ?? 0 })), signal }
}

import type { Encoded } from './encoder.ts'
import { shuffle } from './shuffle.ts'

/** For each feature the labels that it speaks for or against, and how much. */
export interface Weights {
  /** Where the weights of each feature begin; one longer than there are features. */
  readonly starts: Uint32Array
  /** The label of each weight; left out where every feature speaks about every label, in their order. */
  readonly labels?: Uint16Array
  readonly weights: Float32Array
  /** What each label has to begin with. */
  readonly biases: Float32Array
}

/** An encoded text and the number of its label. */
export interface Lesson {
  readonly encoded: Encoded
  readonly label: number
}

const EPOCHS = 4
const RATE = 4
const BIAS_RATE = 0.1
/** This much of the certainty is spread over all labels: it keeps the model from being sure of what it never saw. */
const SMOOTHING = 0.1
/** A label this far from being wrong is left as it is. */
const NEGLIGIBLE = 0.001
/** Up to so many weights every feature may speak about every label; beyond, only about those it was seen with. */
const MOST_WEIGHTS = 2 ** 23
/** Weights read before giving way to other work: some milliseconds. */
const STRIDE = 4_000_000

// All indexes of this file are within bounds by construction; `as number` says so, where a check would double the time.

/** What the model says for each label, before it is made a probability. */
export function logits({ starts, labels, weights, biases }: Weights, { ids, weights: shown }: Encoded): Float64Array {
  const sums = Float64Array.from(biases)
  for (let i = 0; i < ids.length; i++) {
    const start = starts[ids[i] as number] as number
    const end = starts[(ids[i] as number) + 1] as number
    const much = shown[i] as number
    for (let at = start; at < end; at++) {
      const label = labels === undefined ? at - start : (labels[at] as number)
      sums[label] = (sums[label] as number) + much * (weights[at] as number)
    }
  }
  return sums
}

/**
 * Multinomial logistic regression by stochastic gradient descent with label smoothing; only labels that are notably
 * wrong are corrected. A generator, so that other work can go on between its steps. The same lessons give the same
 * weights.
 *
 * Source of the smoothing: Szegedy et al., "Rethinking the inception architecture", CVPR 2016.
 */
export function* learnWeights(
  lessons: readonly Lesson[],
  features: number,
  labels: number,
): Generator<undefined, Weights> {
  const model = emptyWeights(lessons, features, labels)
  const order = [...lessons.keys()]
  let read = 0
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, epoch)
    for (const number of order) {
      const lesson = lessons[number] as Lesson
      correct(model, lesson, RATE / (1 + epoch))
      read += lesson.encoded.ids.length * labels
      if (read < STRIDE) continue
      read = 0
      yield
    }
  }
  return model
}

function emptyWeights(lessons: readonly Lesson[], features: number, count: number): Weights {
  const starts = new Uint32Array(features + 1)
  const seen = features * count <= MOST_WEIGHTS ? undefined : labelsSeen(lessons, features)
  for (let id = 0; id < features; id++) starts[id + 1] = (starts[id] as number) + (seen?.[id]?.size ?? count)
  const weights = new Float32Array(starts[features] as number)
  const biases = new Float32Array(count)
  if (seen === undefined) return { starts, weights, biases }
  const labels = new Uint16Array(weights.length)
  seen.forEach((own, id) => {
    labels.set([...own], starts[id])
  })
  return { starts, labels, weights, biases }
}

function labelsSeen(lessons: readonly Lesson[], features: number): Set<number>[] {
  const seen = Array.from({ length: features }, () => new Set<number>())
  for (const { encoded, label } of lessons) for (const id of encoded.ids) seen[id]?.add(label)
  return seen
}

function correct(model: Weights, { encoded, label }: Lesson, rate: number): void {
  const errors = probabilities(logits(model, encoded))
  const spread = SMOOTHING / errors.length
  const wrong: number[] = []
  for (let other = 0; other < errors.length; other++) {
    const error = (errors[other] as number) - spread - (other === label ? 1 - SMOOTHING : 0)
    const notable = Math.abs(error) >= NEGLIGIBLE
    errors[other] = notable ? error : 0
    if (notable) wrong.push(other)
  }
  for (const other of wrong) {
    model.biases[other] = (model.biases[other] as number) - rate * BIAS_RATE * (errors[other] as number)
  }
  for (let i = 0; i < encoded.ids.length; i++)
    correctFeature(model, encoded.ids[i] as number, rate * (encoded.weights[i] as number), wrong, errors)
}

function correctFeature(
  { starts, labels, weights }: Weights,
  id: number,
  step: number,
  wrong: readonly number[],
  errors: Float64Array,
): void {
  const start = starts[id] as number
  if (labels === undefined) {
    for (const other of wrong)
      weights[start + other] = (weights[start + other] as number) - step * (errors[other] as number)
    return
  }
  const end = starts[id + 1] as number
  for (let at = start; at < end; at++)
    weights[at] = (weights[at] as number) - step * (errors[labels[at] as number] as number)
}

/** Makes logits probabilities, in place. */
export function probabilities(logits: Float64Array): Float64Array {
  const highest = logits.reduce((most, logit) => Math.max(most, logit), -Infinity)
  let sum = 0
  for (let i = 0; i < logits.length; i++) sum += logits[i] = Math.exp((logits[i] as number) - highest)
  for (let i = 0; i < logits.length; i++) logits[i] = (logits[i] as number) / sum
  return logits
}

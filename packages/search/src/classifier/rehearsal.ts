import type { Analyzer } from '../analyzer.ts'
import type { Outcome } from './calibration.ts'
import { type Example, learnModel, say } from './model.ts'
import { shuffle } from './shuffle.ts'

/** One text in five of the known labels is kept apart; one label in five, with all its texts, plays the new. */
const APART = 5
/** Few examples are rehearsed with five times, each part apart once; of many, one part says enough. */
const FEW = 2000
/** Texts tried before giving way to other work: some milliseconds. */
const STRIDE = 16

/**
 * Learns from a part of the examples and tries itself on the rest, so that the outcomes are those of texts never seen:
 * some of labels it knows, some of labels it does not.
 *
 * @param newShare - 0…1: the share of all texts that is expected to be new
 */
export function* rehearse(
  examples: readonly Example[],
  analyzer: Analyzer,
  newShare: number,
): Generator<undefined, Outcome[]> {
  const labels = [...new Set(examples.map(({ label }) => label))].sort()
  const partOfLabel = new Map(parts(labels.length).map((part, i) => [labels[i], part]))
  const partOfExample = parts(examples.length)
  const outcomes: Outcome[] = []
  for (let part = 0; part < (examples.length < FEW ? APART : 1); part++) {
    const isStrange = ({ label }: Example): boolean => labels.length > 2 && partOfLabel.get(label) === part
    const isApart = (i: number): boolean => partOfExample[i] === part
    const model = yield* learnModel(
      examples.filter((example, i) => !isStrange(example) && !isApart(i)),
      analyzer,
    )
    const apart = examples.filter((example, i) => !isStrange(example) && isApart(i))
    const strangers = examples.filter(isStrange)
    const weight = strangers.length === 0 ? 0 : ((newShare / (1 - newShare)) * apart.length) / strangers.length
    const outcome = (example: Example, weight: number): Outcome => {
      const { labels, signal } = say(model, example.text, 1)
      return { ...signal, right: labels[0]?.label === example.label, weight }
    }
    const tries = [
      ...apart.map((example) => ({ example, weight: 1 })),
      ...strangers.map((example) => ({ example, weight })),
    ]
    for (const { example, weight } of tries) {
      if (outcomes.length % STRIDE === 0) yield
      outcomes.push(outcome(example, weight))
    }
  }
  return outcomes
}

/** Deals so many things, in an order that looks random, into five parts of like size; the part of each. */
function parts(count: number): number[] {
  const order = Array.from({ length: count }, (_, i) => i)
  shuffle(order, count)
  const part = new Array<number>(count).fill(0)
  order.forEach((thing, place) => {
    part[thing] = place % APART
  })
  return part
}

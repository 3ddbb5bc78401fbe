import { random } from '../numeric/random.ts'

/** Cases to learn from and cases to be judged on, by index; no customer is in both. */
export interface Split {
  readonly train: readonly number[]
  readonly test: readonly number[]
}

/**
 * Customers dealt out to so many folds by a seeded shuffle; each fold is judged by what the others teach. All cases of
 * one customer lie in one fold: a model that knows the customer would otherwise pass for one that knows the trade.
 */
export function customerFolds(customers: readonly string[], folds: number, seed: number | string): Split[] {
  const names = [...new Set(customers)]
  const stream = random(seed, 'customer folds')
  for (let i = names.length - 1; i > 0; i--) {
    const j = stream.whole(i + 1)
    const held = names[i] ?? ''
    names[i] = names[j] ?? ''
    names[j] = held
  }
  const foldOf = new Map(names.map((name, i) => [name, i % folds]))
  return Array.from({ length: folds }, (_, fold) => splitBy(customers, (name) => foldOf.get(name) === fold))
}

/** The share of the cases, in order of time, that the later ones are judged by. */
const EARLIER = 0.7

/** The later cases, judged by what the earlier teach; those of customers already met are left out. */
export function laterSplit(customers: readonly string[], atMs: readonly number[]): Split {
  const order = atMs.map((_, i) => i).sort((a, b) => (atMs[a] ?? 0) - (atMs[b] ?? 0))
  const train = order.slice(0, Math.floor(order.length * EARLIER))
  const met = new Set(train.map((i) => customers[i]))
  return { train, test: order.slice(train.length).filter((i) => !met.has(customers[i])) }
}

function splitBy(customers: readonly string[], isTest: (name: string) => boolean): Split {
  const all = customers.map((_, i) => i)
  return {
    train: all.filter((i) => !isTest(customers[i] ?? '')),
    test: all.filter((i) => isTest(customers[i] ?? '')),
  }
}

/** Random numbers that come again with their seed: a failure can be looked at twice. */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  /** A whole number from 0 to n − 1. The generator is splitmix32, after Steele, Lea and Flood, OOPSLA 2014. */
  below(n: number): number {
    this.#state = (this.#state + 0x9e3779b9) | 0
    let mixed = this.#state ^ (this.#state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) % n
  }

  pick<T>(some: readonly T[]): T {
    return some[this.below(some.length)] as T // `below` stays inside
  }

  shuffled<T>(some: readonly T[]): readonly T[] {
    const left = [...some]
    return some.map(() => left.splice(this.below(left.length), 1)[0] as T) // one less each time, and never more
  }
}

const nasty: readonly unknown[] = [
  null,
  undefined,
  '',
  0,
  -1,
  1e308,
  true,
  [],
  {},
  [[]],
  '\u0000',
  '\ud800',
  'x'.repeat(5_000),
  '__proto__',
  '9999-99-99',
]

/** A payload changed somewhere: a field lost or of another kind, or, if it is no JSON, bytes cut and changed. */
export function mutate(body: string, dice: Dice): string {
  if (dice.below(4) === 0) return mutateText(body, dice)
  try {
    const value: unknown = JSON.parse(body)
    for (let i = 0; i <= dice.below(3); i++) mutateValue(value, dice)
    return JSON.stringify(value) ?? ''
  } catch {
    return mutateText(body, dice)
  }
}

function mutateValue(value: unknown, dice: Dice): void {
  for (let at = value; typeof at === 'object' && at !== null; ) {
    const here = at as Record<string, unknown> // an array, too, has keys
    const keys = Object.keys(here)
    if (keys.length === 0) return
    const key = dice.pick(keys)
    const isDeep = typeof here[key] === 'object' && here[key] !== null
    if (isDeep && dice.below(4) > 0) at = here[key]
    else {
      if (dice.below(3) === 0) delete here[key]
      else here[key] = dice.pick(nasty)
      return
    }
  }
}

function mutateText(body: string, dice: Dice): string {
  const at = dice.below(body.length + 1)
  const to = at + dice.below(20)
  const put = dice.pick(['', '\u0000', '}', '&', '=', '%zz', '"', '<', '\ufffd', 'ÿ'])
  return body.slice(0, at) + put + body.slice(to)
}

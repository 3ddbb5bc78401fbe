/** Fisher–Yates with a linear congruential generator: an order that looks random and is always the same. */
export function shuffle(order: number[], seed: number): void {
  let state = seed + 1
  for (let i = order.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const j = Math.floor((state / 2 ** 32) * (i + 1))
    ;[order[i], order[j]] = [order[j] as number, order[i] as number] // both within the list
  }
}

/**
 * The x between low and high where f changes sign, to the last bits: bisection and the secant's false position in turn
 * (the Illinois method), so that neither a flat nor a steep f makes it slow. f(low) and f(high) must differ in sign or
 * be zero; otherwise the answer is NaN.
 */
export function findRoot(f: (x: number) => number, low: number, high: number, tolerance = 1e-15): number {
  let [a, b] = [low, high]
  let [fa, fb] = [f(a), f(b)]
  if (fa === 0) return a
  if (fb === 0) return b
  if (!(fa < 0 !== fb < 0)) return Number.NaN
  for (let step = 0; step < 200; step++) {
    const secant = b - (fb * (b - a)) / (fb - fa)
    const x = step % 3 === 2 || !(secant > Math.min(a, b) && secant < Math.max(a, b)) ? (a + b) / 2 : secant
    const fx = f(x)
    if (fx === 0 || Math.abs(b - a) <= tolerance * Math.max(1, Math.abs(x))) return x
    if (fx < 0 !== fb < 0) [a, fa] = [b, fb]
    else fa /= 2
    ;[b, fb] = [x, fx]
  }
  return b
}

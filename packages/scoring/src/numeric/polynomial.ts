/** `c₀ + c₁x + c₂x² + …` by Horner's rule, even and odd powers side by side: neither waits for the other. */
export function polynomial(coefficients: readonly number[], x: number): number {
  const square = x * x
  let i = coefficients.length - 1
  let even = i % 2 === 0 ? (coefficients[i--] ?? 0) : 0
  let odd = 0
  for (; i > 0; i -= 2) {
    odd = odd * square + (coefficients[i] ?? 0)
    even = even * square + (coefficients[i - 1] ?? 0)
  }
  return odd * x + even
}

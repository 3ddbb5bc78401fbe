export { betaCdf, betaDensity, betaQuantile } from './beta.ts'
export { binomialCdf, binomialProbability, binomialQuantile, binomialUpper, signTest } from './binomial.ts'
export { erf, erfc } from './error-function.ts'
export { type ExactSum, minusSum, plus, plusSum, sumOf } from './exact-sum.ts'
export { fisherCdf, fisherQuantile, fisherUpper } from './fisher.ts'
export { digamma, lnBeta, lnGamma, trigamma } from './gamma.ts'
export {
  chiSquaredCdf,
  chiSquaredQuantile,
  chiSquaredUpper,
  gammaCdf,
  gammaQuantile,
} from './gamma-distribution.ts'
export { hypergeometric } from './hypergeometric.ts'
export { incompleteBeta } from './incomplete-beta.ts'
export { incompleteGamma } from './incomplete-gamma.ts'
export { normalCdf, normalDensity, normalTwoSided } from './normal.ts'
export { normalQuantile } from './normal-quantile.ts'
export { type Random, random } from './random.ts'
export { studentCdf, studentQuantile, studentTwoSided } from './student.ts'

export { type Covariances, type CrossProductsState, crossProducts } from './cross-products.ts'
export { type Importance, type Lmg, lmg, relativeWeights } from './importance.ts'
export { type ImportanceMap, importanceMap, type MappedDriver, type Quadrant } from './importance-performance.ts'
export {
  type BootstrapOptions,
  type DriverData,
  driverShares,
  type ImportanceMethod,
  type KeyDriver,
  type KeyDriverOptions,
  type KeyDrivers,
  keyDrivers,
} from './key-drivers.ts'
export { type KeynessOptions, type KeyTerm, keyness } from './keyness.ts'
export { type Correlations, correlations } from './regression.ts'
export { type TermCounts, termCounts } from './term-counts.ts'
export { chineseTerms, englishTerms } from './terms.ts'

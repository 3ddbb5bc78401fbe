export { bgNbd, mbgNbd } from './bg-nbd.ts'
export type { BuyerProcess, HistoryLikelihood, Parameters } from './buyer-process.ts'
export { discountedValue, type Horizon } from './discounted-value.ts'
export { type BuyerFit, type BuyerFitOptions, fitBuyers } from './fit-buyers.ts'
export { type BuyerForecast, customerValue, forecastPurchases } from './forecast.ts'
export { expectedSpend, fitSpending, type SpendFit, type Spending, type SpendParameters } from './gamma-gamma.ts'
export type { GeometricParameter } from './geometric-dropout.ts'
export { type ParetoParameter, paretoNbd } from './pareto-nbd.ts'
export type { PurchaseHistory } from './purchase-history.ts'
export {
  type BuyingPeriod,
  type CustomerSummary,
  type Purchase,
  type PurchaseCalendar,
  type PurchaseLog,
  purchases,
} from './purchases.ts'
export { type RfmScore, rfmScores } from './rfm.ts'

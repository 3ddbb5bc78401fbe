import type { BuyerProcess } from './buyer-process.ts'
import { type GeometricParameter, geometricDropout } from './geometric-dropout.ts'

/**
 * BG/NBD: a customer may stop after each repeat purchase, never before the first of them.
 *
 * For buying without a contract, where nobody says good-bye. Subscriptions need a survival curve; contacts with
 * support are not purchases.
 *
 * Source: Fader, Hardie & Lee, "“Counting Your Customers” the Easy Way", Marketing Science 24 (2005) 275–284.
 */
export const bgNbd: BuyerProcess<GeometricParameter> = geometricDropout(
  'bg-nbd',
  'Fader, Hardie & Lee 2005, Marketing Science 24:275-284',
  (frequency) => frequency,
)

/**
 * MBG/NBD: a customer may stop after any purchase, the first included; so nobody is alive for certain.
 *
 * Source: Batislam, Denizel & Filiztekin, "Empirical validation and comparison of models for customer base analysis",
 * International Journal of Research in Marketing 24 (2007) 201–209.
 */
export const mbgNbd: BuyerProcess<GeometricParameter> = geometricDropout(
  'mbg-nbd',
  'Batislam, Denizel & Filiztekin 2007, International Journal of Research in Marketing 24:201-209',
  (frequency) => frequency + 1,
)

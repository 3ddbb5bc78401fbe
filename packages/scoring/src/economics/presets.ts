import { type Distribution, lognormalRange, pert } from './distribution.ts'

/** A figure that is often quoted: to start a conversation with, and to be replaced by one's own. */
export interface Preset {
  readonly value: number
  readonly unit: string
  /** The figure as the guess it is. */
  readonly range: Distribution
  readonly source: string
  readonly caution: string
}

const costCaution =
  'A vendor estimate at third hand; others span a factor of four. Divide your own cost of support by your own contacts.'
const fcrCaution =
  'Two groups of companies that differ in more than FCR: raising yours does not make you one of the others.'
const churnCaution = 'A round figure of one article. Ask your own sales what a new customer costs.'

const figure = (value: number, unit: string, range: Distribution, source: string, caution: string): Preset => ({
  value,
  unit,
  range,
  source,
  caution,
})

/** The figures of the articles that started this package, with where they come from and what is wrong with them. */
export const presets = {
  phoneContact: figure(
    33,
    'USD per contact',
    lognormalRange(8, 33),
    'Forrester, as quoted in articles on self-service',
    costCaution,
  ),
  emailContact: figure(
    10,
    'USD per contact',
    lognormalRange(2, 10),
    'Forrester, as quoted in articles on self-service',
    costCaution,
  ),
  webSession: figure(
    1.17,
    'USD per session',
    lognormalRange(0.1, 1.17),
    'Forrester, as quoted in articles on self-service',
    costCaution,
  ),
  fcrOfTheBest: figure(
    0.75,
    'share',
    pert(0.65, 0.75, 0.85),
    'Aberdeen Group, as quoted in articles on FCR',
    fcrCaution,
  ),
  fcrOfTheRest: figure(0.33, 'share', pert(0.2, 0.33, 0.5), 'Aberdeen Group, as quoted in articles on FCR', fcrCaution),
  replacementSmallBusiness: figure(
    200,
    'USD per customer',
    lognormalRange(100, 400),
    'an article on customer defection',
    churnCaution,
  ),
  replacementEnterprise: figure(
    10_000,
    'USD per customer',
    lognormalRange(5_000, 20_000),
    'an article on customer defection',
    churnCaution,
  ),
  fewerCalls: figure(
    0.2,
    'share of calls',
    pert(0.05, 0.15, 0.25),
    'an article on self-service: "20 % fewer calls"',
    'Without a control group nobody knows: most who find an answer themselves would not have called.',
  ),
} as const satisfies Record<string, Preset>

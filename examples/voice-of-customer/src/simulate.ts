import { type Random, random } from '@casewell/scoring/numeric'
import { assumptions } from './assumptions.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000

/** One case of the simulated year, from its first word to the answer to a survey. */
export interface SimulatedCase {
  readonly customer: number
  readonly plan: 'basic' | 'pro'
  readonly openedMs: number
  readonly channel: 'email' | 'chat' | 'phone'
  readonly queue: 'audio' | 'network'
  readonly agent: string
  readonly product: 'R1' | 'R2'
  readonly minutes: number
  readonly resolvedMs: number
  /** Nobody at the desk sees this; it is what answers are a sign of. */
  readonly isSolved: boolean
  /** When the customer comes back. */
  readonly backMs: number | null
  readonly survey: 'csat' | 'nps' | 'wishes'
  /** What the customer thinks, said or not. */
  readonly opinion: number | Readonly<Record<string, { readonly functional: number; readonly dysfunctional: number }>>
  /** When it is said; null: never. */
  readonly answeredMs: number | null
}

const agents = ['ada', 'ben', 'cleo', 'dan'] as const

/** The cases of the year, in the order of time. The same seed gives the same year. */
export function simulate(seed: number | string, weeks: number = assumptions.weeks): readonly SimulatedCase[] {
  const dice = random(seed, 'year')
  const cases = Array.from({ length: weeks * assumptions.casesPerWeek }, () => oneCase(dice, weeks))
  return cases.sort((a, b) => a.openedMs - b.openedMs)
}

function oneCase(dice: Random, weeks: number): SimulatedCase {
  const customer = Math.floor(dice.uniform() ** 1.5 * assumptions.customers)
  const openedMs = Date.parse(assumptions.from) + workingTime(dice, weeks)
  const channel = ofShares(dice, {
    email: assumptions.channels.email.share,
    chat: assumptions.channels.chat.share,
    phone: assumptions.channels.phone.share,
  })
  const agent = agents[dice.whole(agents.length)] ?? 'ada'
  const product = dice.uniform() < 0.6 ? 'R1' : 'R2'
  const isSolved = dice.uniform() >= unsolvedShare(agent, product, openedMs)
  const { minutes, spread } = assumptions.channels[channel]
  const resolvedMs = openedMs + (channel === 'email' ? 5 * hourMs : hourMs / 3) * (0.5 + dice.uniform())
  const { helped, notHelped, meanDays } = assumptions.comesBack
  const comesBack = dice.uniform() < (isSolved ? helped : notHelped)
  const after = -Math.log(dice.uniform()) * meanDays * dayMs
  return {
    customer,
    plan: customer % 3 === 0 ? 'pro' : 'basic',
    openedMs,
    channel,
    queue: product === 'R2' && dice.uniform() < 0.5 ? 'network' : 'audio',
    agent,
    product,
    minutes: Math.round(minutes * Math.exp(spread * dice.normal()) * 10) / 10 + 0.1,
    resolvedMs,
    isSolved,
    backMs: comesBack ? resolvedMs + after : null,
    ...opinionOf(dice, isSolved, resolvedMs),
  }
}

/** Monday to Friday, 8 to 18 o'clock. */
const workingTime = (dice: Random, weeks: number): number =>
  Math.floor((7 * dice.whole(weeks) + dice.whole(5)) * dayMs + (8 + 10 * dice.uniform()) * hourMs)

function unsolvedShare(agent: string, product: string, openedMs: number): number {
  const { badUpdate, unsolved } = assumptions
  const week = (openedMs - Date.parse(assumptions.from)) / (7 * dayMs)
  if (product === badUpdate.product && week >= badUpdate.fromWeek && week < badUpdate.toWeek) return badUpdate.unsolved
  return agent === 'dan' ? unsolved.dan : unsolved.usual
}

function opinionOf(
  dice: Random,
  isSolved: boolean,
  resolvedMs: number,
): Pick<SimulatedCase, 'survey' | 'opinion' | 'answeredMs'> {
  const { nps, wishes } = assumptions.otherSurvey
  const survey = ofShares(dice, { nps, wishes, csat: 1 - nps - wishes })
  const how = isSolved ? 'solved' : 'unsolved'
  const opinion =
    survey === 'csat'
      ? 1 + indexOf(dice, assumptions.satisfaction[how])
      : survey === 'nps'
        ? indexOf(dice, assumptions.recommendation[how])
        : wishesOf(dice)
  const isHappy = survey === 'csat' ? Number(opinion) >= 4 : survey === 'nps' ? Number(opinion) >= 7 : isSolved
  const answers = dice.uniform() < (isHappy ? assumptions.answers.happy : assumptions.answers.unhappy)
  return { survey, opinion, answeredMs: answers ? resolvedMs + (2 + 40 * dice.uniform()) * hourMs : null }
}

const wishesOf = (dice: Random) =>
  Object.fromEntries(
    Object.entries(assumptions.wishes).map(([feature, { there, missing }]) => [
      feature,
      { functional: 1 + indexOf(dice, there), dysfunctional: 1 + indexOf(dice, missing) },
    ]),
  )

/** An index, each as likely as its share. */
function indexOf(dice: Random, shares: readonly number[]): number {
  let left = dice.uniform()
  for (const [i, share] of shares.entries()) {
    left -= share
    if (left < 0) return i
  }
  return shares.length - 1
}

/** A name, each as likely as its share. */
function ofShares<Name extends string>(dice: Random, shares: Readonly<Record<Name, number>>): Name {
  const names = Object.keys(shares) as Name[] // the record has these keys and no others
  const found = names[indexOf(dice, Object.values<number>(shares))]
  if (found === undefined) throw new RangeError('there is nothing to choose from')
  return found
}

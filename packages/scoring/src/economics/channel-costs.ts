import { scoringErrors } from '../errors.ts'
import type { Estimate, EstimateOptions } from '../estimate.ts'
import { sumOf } from '../numeric/exact-sum.ts'
import { requireWithin } from '../require.ts'
import type { Accumulator } from '../stream/accumulator.ts'
import { countIn, joinSums, type MeanSums, meanOfSums, noSums } from '../stream/exact-mean.ts'
import { withChanges } from '../stream/keyed.ts'

/** One contact and what it cost, in any one currency. */
export interface ContactCost {
  readonly channel: string
  readonly cost: number
}

/** Exact sums of costs by channel. Plain JSON. */
export interface ChannelCostsState {
  readonly v: 1
  readonly channels: Readonly<Record<string, MeanSums>>
}

/** What contacts cost, each mean with its doubt. */
export interface ChannelCosts {
  readonly contacts: number
  readonly total: number
  readonly perContact: Estimate
  readonly channels: Readonly<
    Record<string, { readonly contacts: number; readonly total: number; readonly perContact: Estimate }>
  >
}

/**
 * The accumulator of costs per contact and channel. Sums are exact: cents do not get lost by the order of adding.
 *
 * @throws `scoring/out-of-range` for a cost below zero; from `result`, `scoring/over-retracted`
 * @example
 * ```ts
 * import { channelCosts } from '@casewell/scoring/economics'
 *
 * const costs = channelCosts()
 * const state = costs.addAll(costs.zero(), [
 *   { channel: 'phone', cost: 30.1 },
 *   { channel: 'phone', cost: 35.9 },
 *   { channel: 'web', cost: 1.2 },
 * ])
 * const { total, channels } = costs.result(state)
 * console.log(total, channels['phone']?.perContact.value) // 67.2 33
 * ```
 */
export function channelCosts(): Accumulator<ContactCost, ChannelCostsState, ChannelCosts, EstimateOptions> {
  const count = (state: ChannelCostsState, all: Iterable<ContactCost>, times: 1 | -1): ChannelCostsState => {
    const channels = withChanges(state.channels, (entries) => {
      for (const { channel, cost } of all) {
        requireWithin('the cost of a contact', cost, 0, 1e60)
        put(entries, channel, countIn(noSums, cost, times))
      }
    })
    return { v: 1, channels }
  }
  return {
    id: 'channel-costs',
    zero: () => ({ v: 1, channels: {} }),
    add: (state, contact) => count(state, [contact], 1),
    addAll: (state, contacts) => count(state, contacts, 1),
    retract: (state, contact) => count(state, [contact], -1),
    merge: (a, b) => {
      const channels = withChanges(a.channels, (entries) => {
        for (const [channel, sums] of Object.entries(b.channels)) put(entries, channel, sums)
      })
      return { v: 1, channels }
    },
    result: costsOf,
  }
}

function put(channels: Map<string, MeanSums>, channel: string, more: MeanSums): void {
  const sums = joinSums(channels.get(channel) ?? noSums, more)
  if (sums.n === 0 && sums.sum.length === 0 && sums.squares.length === 0) channels.delete(channel)
  else channels.set(channel, sums)
}

function costsOf({ channels }: ChannelCostsState, options: EstimateOptions = {}): ChannelCosts {
  for (const [channel, { n }] of Object.entries(channels)) {
    if (n < 0) throw scoringErrors['over-retracted']({ what: `channel "${channel}"`, count: n })
  }
  const read = (sums: MeanSums, channel: string) => ({
    contacts: sums.n,
    total: sumOf(sums.sum),
    perContact: meanOfSums(sums, { metric: 'cost per contact', convention: channel }, options),
  })
  return {
    ...read(Object.values(channels).reduce(joinSums, noSums), 'all channels'),
    channels: Object.fromEntries(Object.entries(channels).map(([channel, sums]) => [channel, read(sums, channel)])),
  }
}

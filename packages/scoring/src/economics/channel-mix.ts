import { inputErrors } from '../errors.ts'
import { requireWithin } from '../require.ts'

/** What a mix of channels costs. */
export interface ChannelMix {
  readonly total: number
  readonly perContact: number
  readonly channels: Readonly<Record<string, { readonly share: number; readonly cost: number }>>
}

/**
 * The blended cost of contacts over channels, from a cost and a volume per channel.
 *
 * @throws `scoring/no-answers` without any contact; `scoring/out-of-range` for a channel without a cost
 * @example
 * ```ts
 * import { channelMix } from '@casewell/scoring/economics'
 *
 * const { perContact } = channelMix({
 *   costs: { phone: 33, email: 10, web: 1.17 },
 *   volumes: { phone: 500, email: 300, web: 200 },
 * })
 * console.log(perContact.toFixed(2)) // 19.73
 * ```
 */
export function channelMix(mix: {
  readonly costs: Readonly<Record<string, number>>
  readonly volumes: Readonly<Record<string, number>>
}): ChannelMix {
  const entries = Object.entries(mix.volumes).map(([channel, volume]) => {
    requireWithin(`the volume of ${channel}`, volume, 0)
    const each = Object.hasOwn(mix.costs, channel) ? mix.costs[channel] : undefined
    return {
      channel,
      volume,
      cost: volume * requireWithin(`the cost of a contact by ${channel}`, each ?? Number.NaN, 0),
    }
  })
  const contacts = entries.reduce((sum, { volume }) => sum + volume, 0)
  if (contacts === 0) throw inputErrors['no-answers']({ measure: 'a cost per contact' })
  const total = entries.reduce((sum, { cost }) => sum + cost, 0)
  const channels = Object.fromEntries(
    entries.map(({ channel, volume, cost }) => [channel, { share: volume / contacts, cost }]),
  )
  return { total, perContact: total / contacts, channels }
}

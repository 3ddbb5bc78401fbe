import type { ChannelHarness, Sample } from '../../src/conformance/index.ts'
import type { Inbound, ListenContext } from '../../src/contract/index.ts'
import { type CourierDefinition, courierHarness } from './courier.ts'
import { courierVendor } from './courier-vendor.ts'

type Config = Parameters<NonNullable<CourierDefinition['send']>>[1]['config']

/** One look at the vendor: what it has to tell after what was acknowledged. */
export interface Poll {
  next(): Promise<{ readonly events: readonly Inbound[]; readonly cursor: string }>
  acknowledge(cursor: string): void
}

export type Turn = (poll: Poll, accept: ListenContext<Config>['accept']) => Promise<void>

/** What a listener does, turn by turn: look, keep, then acknowledge. */
const rightTurn: Turn = async (poll, accept) => {
  const { events, cursor } = await poll.next()
  await accept(events, cursor)
  poll.acknowledge(cursor)
}

/** The courier, polling instead of being called; a turn may be done wrong. */
export const listening =
  (turn: Turn = rightTurn) =>
  (right: CourierDefinition): CourierDefinition => ({
    ...right,
    async listen({ config, fetch, signal, accept, cursor }) {
      let after = cursor ?? '0'
      const poll: Poll = {
        async next() {
          const response = await fetch(`${config.url}/updates?after=${after}`, { signal })
          if (!response.ok) throw new Error(`the courier answered ${response.status}`)
          const { updates, next } = (await response.json()) as { updates: readonly string[]; next: string } // as the vendor below says
          const headers = new Headers()
          const http = (body: string) => ({
            method: 'POST',
            url: config.url,
            headers,
            body: new TextEncoder().encode(body),
          })
          return { events: updates.flatMap((body) => right.webhook?.decode(http(body), config) ?? []), cursor: next }
        },
        acknowledge(next) {
          after = next
        },
      }
      while (!signal.aborted) await turn(poll, accept)
    },
  })

/** What the listening courier's harness can do besides: the vendor forgets what was acknowledged. */
export function listeningHarness(): Partial<ChannelHarness> {
  const vendor = courierVendor()
  const updates = new Map<number, Sample>()
  let last = 0
  return {
    arrived: () => vendor.arrived,
    offer: (sample) => void updates.set(++last, sample),
    async vendor(request) {
      const { pathname, searchParams } = new URL(request.url)
      if (pathname !== '/updates') return vendor.answer(request)
      const after = Number(searchParams.get('after'))
      for (const at of updates.keys()) if (at <= after) updates.delete(at)
      await new Promise((resolve) => setTimeout(resolve, 5)) // a long poll, but short
      const next = String(Math.max(after, ...updates.keys()))
      return Response.json({ updates: [...updates.values()].map(({ body }) => body), next })
    },
  }
}

/** A harness of the courier that listens. */
export const listeningCourier = (): ChannelHarness => courierHarness(listening(), listeningHarness())

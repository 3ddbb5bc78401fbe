import type { Desk, Seat } from '@casewell/core'
import { testDesk } from '@casewell/core/testing'
import { createHost, memoryBlobs, memoryDriver, type StoreDriver } from '@casewell/store'
import type { ChannelApi } from '../channel-api.ts'
import type { AnyChannel } from '../contract/any-channel.ts'
import type { ChannelContext } from '../contract/context.ts'
import { parseConfig } from '../contract/parse-config.ts'
import type { Http } from '../contract/webhook.ts'
import { type ChannelHarness, definitionOf, type Sample, type Signing } from './harness.ts'
import { type Loopback, loopback } from './loopback.ts'

/** A desk on a store that a rule can break, with the channel under test. */
export interface Scene {
  readonly desk: Desk
  readonly api: ChannelApi
  readonly agent: Seat
  /** Errors that nobody waited for. */
  readonly errors: readonly unknown[]
  stop(): Promise<void>
}

/** What a rule plays on: the harness, its vendor on loopback, and desks on one store. */
export interface Stage {
  readonly harness: ChannelHarness
  readonly channel: AnyChannel
  /** Settings with the first secret, checked by the schema. */
  readonly config: unknown
  readonly context: ChannelContext<unknown>
  readonly server: Loopback
  /** Breaks the store under all desks that are open, or mends it. */
  breakStore(how: Breakage): void
  /** How many commits the store has refused. */
  refusals(): number
  /** Opens a desk with the channel; a second one finds what the first has written. */
  open(secrets?: readonly string[]): Promise<Scene>
  /** The request that carries a sample, signed now with the first secret unless said otherwise. */
  request(sample: Sample, signing?: Partial<Signing>): Promise<Request>
  /** The same as an adapter sees it. */
  http(sample: Sample, signing?: Partial<Signing>): Promise<Http>
  now(): Date
  advance(ms: number): void
  close(): Promise<void>
}

/** Sets the stage for one rule. */
export async function openStage(harness: ChannelHarness): Promise<Stage> {
  const server = await loopback((request) => harness.vendor?.(request) ?? new Response(null, { status: 404 }))
  const channel = definitionOf(harness)
  const configOf = (secrets: readonly string[]) => harness.config({ url: server.url, secrets })
  const config = parseConfig(channel.id, channel.config, 'kit', configOf([harness.secrets[0]]))
  const stop = new AbortController()
  const clock = { now: Date.parse('2026-01-05T09:00:00Z') }
  const store = breakable(() => clock.now)
  const scenes: Scene[] = []
  const request = async (sample: Sample, signing: Partial<Signing> = {}): Promise<Request> => {
    if (!harness.sign) throw new Error(`a webhook needs a harness with sign(): ${sample.name}`)
    return harness.sign(sample, { secret: harness.secrets[0], at: new Date(clock.now), ...signing })
  }
  return {
    harness,
    channel,
    config,
    context: { config, account: 'kit', fetch, signal: stop.signal },
    server,
    breakStore: store.break,
    refusals: store.refusals,
    request,
    http: async (sample, signing) => httpOf(await request(sample, signing)),
    now: () => new Date(clock.now),
    advance(ms) {
      clock.now += ms
    },
    async open(secrets = [harness.secrets[0]]) {
      const scene = await openScene(harness, configOf(secrets), store)
      scenes.push(scene)
      return scene
    },
    async close() {
      stop.abort()
      store.break(undefined)
      for (const scene of scenes) await scene.stop()
      await server.close()
    },
  }
}

async function openScene(
  harness: ChannelHarness,
  config: unknown,
  { driver, blobs }: ReturnType<typeof breakable>,
): Promise<Scene> {
  const host = createHost(driver(), { blobs, onError: () => {} })
  const { desk, errors } = await testDesk({ store: host, ids: newIds() })
  // The harness made these settings for this channel; the channel checks them all the same.
  const api = desk.use(harness.channel('kit', config as never))
  await desk.start()
  return { desk, api, errors, agent: desk.as({ id: 'kit-agent', role: 'agent' }), stop: () => desk.stop() }
}

/** Ids that two desks on one store do not share. */
function newIds(): () => string {
  const desk = Math.random().toString(36).slice(2, 8)
  let count = 0
  return () => `${desk}${String(++count).padStart(6, '0')}`
}

/** How a store is broken: it refuses; or the process died, just before it wrote or just after. */
type Breakage = 'refuse' | 'hang' | 'hang-after' | undefined

/** One memory for all desks of a stage, which each desk reaches in a way of its own: what died stays dead. */
function breakable(now: () => number) {
  const memory = memoryDriver(now)
  const ways: { how: Breakage; isDead: boolean; readonly waiting: (() => void)[] }[] = []
  let refused = 0
  return {
    blobs: memoryBlobs(now),
    refusals: () => refused,
    driver(): StoreDriver {
      const way: (typeof ways)[number] = { how: undefined, isDead: false, waiting: [] }
      ways.push(way)
      const died = <T>(): Promise<T> =>
        new Promise((_, reject) => way.waiting.push(() => reject(new Error('the process died'))))
      const apply: StoreDriver['apply'] = async (group) => {
        if (way.isDead) throw new Error('the process died')
        if (way.how === 'refuse') {
          refused++
          throw new Error('the disk is full')
        }
        if (way.how === 'hang') return died()
        const outcome = await memory.apply(group)
        return way.how === 'hang-after' ? died() : outcome
      }
      return { ...memory, apply, isOutage: () => true, close: () => {} } // the memory outlives each desk
    },
    break(how: Breakage): void {
      for (const way of ways) {
        way.isDead ||= way.how === 'hang' || way.how === 'hang-after'
        way.how = how
        for (const wake of way.waiting.splice(0)) wake()
      }
    },
  }
}

/** A request as `verify` and `decode` see it. */
export async function httpOf(request: Request): Promise<Http> {
  const { method, url, headers } = request
  return { method, url, headers, body: new Uint8Array(await request.arrayBuffer()) }
}

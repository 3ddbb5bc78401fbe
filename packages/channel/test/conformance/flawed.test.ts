import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type ChannelHarness, channelRules, conform } from '../../src/conformance/index.ts'
import type { Inbound, Outbound } from '../../src/contract/index.ts'
import { type CourierDefinition, courierHarness, courierSamples } from './courier.ts'
import { listening, listeningHarness } from './listening-courier.ts'

type Flaw = readonly [
  rule: string,
  flaw: string,
  change: (right: CourierDefinition) => object,
  differently?: Partial<ChannelHarness>,
]

const webhook = (right: CourierDefinition) => {
  if (!right.webhook) throw new Error('the courier has a webhook')
  return right.webhook
}

/** The courier with another decoder around its own. */
const decoding =
  (change: (events: readonly Inbound[], body: Uint8Array) => readonly Inbound[]) => (right: CourierDefinition) => ({
    webhook: {
      ...webhook(right),
      decode: (...given: Parameters<NonNullable<CourierDefinition['webhook']>['decode']>) =>
        change(webhook(right).decode(...given), given[0].body),
    },
  })

const sending = (change: (message: Outbound) => Outbound) => (right: CourierDefinition) => ({
  send: (message: Outbound, context: never) => right.send(change(message), context),
})

const verifying = (verify: NonNullable<CourierDefinition['webhook']>['verify']) => (right: CourierDefinition) => ({
  webhook: { ...webhook(right), verify },
})

const mapped = (change: (event: Inbound) => Inbound) => decoding((events) => events.map(change))

let count = 0

/** A schema that likes everything. */
const anything = { '~standard': { version: 1, vendor: 'nobody', validate: (value: unknown) => ({ value }) } }

/** A courier whose webhooks are answered with success, whatever became of them. */
function careless(): ChannelHarness['channel'] {
  const { channel } = courierHarness()
  const plug = (account: string, config: never) => {
    const plugin = channel(account, config)
    const handle = async () => new Response(null, { status: 204 })
    return { ...plugin, setup: (desk: Parameters<typeof plugin.setup>[0]) => ({ ...plugin.setup(desk), handle }) }
  }
  return Object.assign(plug, { definition: channel.definition })
}

const leaving = (): readonly string[] => {
  setInterval(() => {}, 60_000)
  return ['courier:desk']
}

const thrice = (right: CourierDefinition) => ({
  async send(message: Outbound, context: never) {
    const twice = [2, 3].map((n) => right.send({ ...message, id: `${message.id}-${n}` }, context))
    const [first] = await Promise.all([right.send(message, context), ...twice])
    return first
  },
})

/** What an adapter gets wrong, and the rule that says so. */
const flaws: readonly Flaw[] = [
  ['[CH1]', 'has a name that cannot stay', () => ({ id: 'My Courier!' })],
  ['[CH3]', 'limits buttons and cannot show any', ({ can: { buttons: _, ...can } }) => ({ can })],
  ['[CH4]', 'refuses what the vendor signed', verifying(() => false)],
  [
    '[CH5]',
    'believes a header and does not look at the body',
    verifying(({ headers }) => headers.has('x-courier-signature')),
  ],
  [
    '[CH6]',
    'lets a request pass that has no signature',
    (right) =>
      verifying(
        (request, ...more) =>
          !request.headers.has('x-courier-signature') || webhook(right).verify(request, ...more) === true,
      )(right),
  ],
  [
    '[CH7]',
    'has the signature, and forgets the secret',
    verifying(({ headers, body }) => {
      const wanted = createHmac('sha256', 'corn-and-barley')
        .update(`${headers.get('x-courier-time')}.`)
        .update(body)
        .digest('hex')
      const other = createHmac('sha256', 'wheat-and-millet')
        .update(`${headers.get('x-courier-time')}.`)
        .update(body)
        .digest('hex')
      return [wanted, other].includes(headers.get('x-courier-signature') ?? '')
    }),
  ],
  [
    '[CH8]',
    'does not look at the time that was signed',
    (right) =>
      verifying(
        (request, config) =>
          webhook(right).verify(request, config, new Date(Number(request.headers.get('x-courier-time')))) === true,
      )(right),
  ],
  [
    '[CH9]',
    'knows only its first secret',
    (right) =>
      verifying(
        (request, config, now) =>
          webhook(right).verify(request, { ...config, secrets: config.secrets.slice(0, 1) }, now) === true,
      )(right),
  ],
  [
    '[CH10]',
    'throws over a header that it did not expect',
    (right) =>
      verifying((request, config, now) => {
        if (request.headers.get('x-courier-time') === 'NaN') throw new Error('no number')
        return webhook(right).verify(request, config, now)
      })(right),
  ],
  [
    '[CH11]',
    'takes an edit for a new message',
    mapped((event) =>
      event.type === 'edited'
        ? {
            ...event,
            type: 'message',
            thread: 'chat-bob',
            from: {
              handle: {
                kind: 'user',
                value: 'courier:bob',
                assurance: 'verified',
              },
            },
          }
        : event,
    ),
  ],
  [
    '[CH12]',
    'makes up an id each time',
    mapped((event) => ('id' in event ? { ...event, id: `${event.id}-${count++}` } : event)),
  ],
  [
    '[CH13]',
    'stamps events with its own clock',
    mapped((event) => ('at' in event ? { ...event, at: new Date() } : event)),
  ],
  [
    '[CH14]',
    'throws over a payload that it did not expect',
    decoding((events, body) => {
      const text = new TextDecoder().decode(body)
      if (text.startsWith('{')) JSON.parse(text)
      return events
    }),
  ],
  ['[CH15]', 'drops what it does not know', decoding((events) => events.filter(({ type }) => type !== 'unknown'))],
  [
    '[CH16]',
    'forgets to say whose account it is',
    mapped((event) =>
      event.type === 'message' ? { ...event, from: { handle: { ...event.from.handle, value: 'bob' } } } : event,
    ),
  ],
  [
    '[CH17]',
    'takes the chat for the id',
    mapped((event) =>
      event.type === 'message' && event.thread !== undefined ? { ...event, id: event.thread } : event,
    ),
  ],
  [
    '[CH18]',
    'passes the settings on with the event',
    (right) => ({
      webhook: {
        ...webhook(right),
        decode: (request: never, config: { secrets: readonly string[] }) =>
          webhook(right)
            .decode(request, config as never)
            .map((event) => (event.type === 'message' ? { ...event, wire: { config } } : event)),
      },
    }),
  ],
  ['[CH19]', 'fetches no bytes of a file', () => ({ file: async () => new Uint8Array() })],
  [
    '[CH20]',
    'cannot keep apart what came again',
    mapped((event) => ('id' in event ? { ...event, id: `${event.id}-${count++}`, key: `${count}` } : event)),
  ],
  [
    '[CH21]',
    'does not know what stays the same under a new id',
    mapped((event) => {
      if (!('key' in event)) return event
      const { key: _, ...rest } = event
      return rest
    }),
  ],
  [
    '[CH24]',
    'does not know its own voice',
    (right) => ({
      ...mapped((event) => (event.type === 'message' ? { ...event, isOwn: false } : event))(right),
      own: () => ['courier:somebody-else'],
    }),
  ],
  [
    '[CH26]',
    'has events that the desk cannot take in',
    mapped((event) => (event.type === 'message' ? { ...event, at: new Date(Number.NaN) } : event)),
  ],
  [
    '[CH27]',
    'cuts long words off',
    sending((message) => ({
      ...message,
      text: message.text.slice(0, 5),
      blocks: [],
    })),
  ],
  ['[CH28]', 'gives every message the same id', () => ({ send: async () => ({ sent: ['1'] }) })],
  [
    '[CH29]',
    'asks again at once when it was asked to wait',
    (right) => ({
      send: async (message: Outbound, context: never) => {
        const outcome = await right.send(message, context)
        return 'retryAfterMs' in outcome ? { ...outcome, retryAfterMs: 0 } : outcome
      },
    }),
  ],
  [
    '[CH30]',
    'tries for ever what was refused',
    (right) => ({
      send: async (message: Outbound, context: never) => {
        const outcome = await right.send(message, context)
        return 'permanent' in outcome ? { retryAfterMs: 1_000, reason: outcome.reason } : outcome
      },
    }),
  ],
  [
    '[CH31]',
    'gives up when the vendor is out of order',
    (right) => ({
      send: async (message: Outbound, context: never) => {
        const outcome = await right.send(message, context)
        return 'retryAfterMs' in outcome ? { permanent: 'failed', reason: outcome.reason } : outcome
      },
    }),
  ],
  [
    '[CH32]',
    'leaves open what surely was not sent',
    (right) => ({
      send: async (message: Outbound, context: never) => {
        const outcome = await right.send(message, context)
        return 'retryAfterMs' in outcome ? { unknown: outcome.reason } : outcome
      },
    }),
  ],
  [
    '[CH33]',
    'says "sent" before it knows',
    (right) => ({
      send: async (message: Outbound, context: never) => {
        const outcome = await right.send(message, context)
        return 'sent' in outcome ? outcome : { sent: ['surely'] }
      },
    }),
  ],
  [
    '[CH34]',
    'sends again under a new key what may have arrived',
    (right) => ({
      send: (message: Outbound, context: never) => right.send({ ...message, id: `${message.id}-${count++}` }, context),
    }),
  ],
  [
    '[CH35]',
    'tells its secret in a reason',
    (right) => ({
      send: async (message: Outbound, context: { config: { secrets: readonly string[] } }) => {
        const outcome = await right.send(message, context as never)
        return 'permanent' in outcome
          ? {
              ...outcome,
              reason: `Bearer ${context.config.secrets[0]} was refused`,
            }
          : outcome
      },
    }),
  ],
  [
    '[CH36]',
    'goes past the fetch that it was given',
    (right) => ({
      send: (message: Outbound, context: object) => right.send(message, { ...context, fetch } as never),
    }),
  ],
  [
    '[CH37]',
    'shows buttons without their labels',
    sending((message) => ({
      ...message,
      text: message.text.split('\n')[0] ?? '',
    })),
  ],
  ['[CH38]', 'sends files without their bytes', sending((message) => ({ ...message, blocks: [] }))],
  [
    '[CH39]',
    'declares more room than its vendor has',
    sending((message) => ({ ...message, text: message.text.slice(0, 499) })),
  ],
  [
    '[CH40]',
    'edits nothing',
    () => ({
      edit: async () => ({ permanent: 'no', reason: 'not implemented' }),
    }),
  ],
  ['[CH41]', 'shows nobody that it types', () => ({ typing: async () => {} })],
  [
    '[CH42]',
    'tells of delivery what it does not know of',
    mapped((event) => (event.type === 'delivery' ? { ...event, target: `other-${event.target}` } : event)),
  ],
  ['[CH43]', "claims to reach everybody's users", () => ({ threadFor: () => 'chat-1' })],
  ['[CH2]', 'takes any settings for good ones', () => ({ config: anything })],
  ['[CH49]', 'overlooks what it does not know', ({ config }) => ({ config: config.strip() })],
  ['[CH22]', 'acknowledges what it has not kept', () => ({}), { channel: careless() }],
  ['[CH23]', 'acknowledges before anything is durable', () => ({}), { channel: careless() }],
  ['[CH25]', 'answers everybody with success', () => ({}), { channel: careless() }],
  ['[CH45]', 'sends three times to be sure', thrice],
  ['[CH46]', 'sends three times to be sure', thrice],
  [
    '[CH47]',
    'stops listening for ever when the line goes dead once',
    (right) => {
      const { listen } = listening()(right)
      return { listen: (context: never) => listen?.(context)?.catch(() => {}) }
    },
    listeningHarness(),
  ],
  [
    '[CH48]',
    'acknowledges before it has kept what it heard',
    listening(async (poll, accept) => {
      const { events, cursor } = await poll.next()
      poll.acknowledge(cursor)
      await accept(events, cursor).catch(() => {})
    }),
    listeningHarness(),
  ],
  ['[CH44]', 'leaves a timer running', () => ({ own: leaving })],
]

/** The outcome of every rule for a channel, by the rule's id. */
async function failures(change: Flaw[2], differently: Flaw[3], only: string): Promise<readonly string[]> {
  const tests: { name: string; run: () => Promise<void> }[] = []
  const open = () => courierHarness((right) => ({ ...right, ...change(right) }), { patience: 2, ...differently })
  conform(
    (name, run) => tests.push({ name, run }),
    channelRules.filter(({ id }) => `[${id}]` === only),
    open,
  )
  const failed: string[] = []
  for (const { name, run } of tests) await run().catch((error: unknown) => failed.push(`${name}: ${String(error)}`))
  return failed
}

describe('the kit', () => {
  for (const [rule, flaw, change, differently] of flaws)
    test(`[KIT1] catches a channel that ${flaw}, by ${rule}`, async () => {
      const failed = await failures(change, differently, rule)
      expect(failed, `${rule} passed a channel that ${flaw}`).toHaveLength(1)
      expect(failed[0]).toContain(rule)
    })

  test('[KIT2] refuses an exemption that it does not know, and one that is not needed any more', async () => {
    const tests: (() => Promise<void>)[] = []
    const collect = (_: string, run: () => Promise<void>) => tests.push(run)
    expect(() =>
      conform(collect, channelRules, () => courierHarness(), {
        CH999: 'because',
      }),
    ).toThrow('CH999')
    conform(
      collect,
      channelRules.filter(({ id }) => id === 'CH1'),
      () => courierHarness(),
      { CH1: 'because' },
    )
    await expect(tests[0]?.()).rejects.toThrow('CH1 passes now: delete its exemption')
  })

  test('[KIT2] asks for what the harness lacks, or for the reason why it lacks it', async () => {
    const tests: (() => Promise<void>)[] = []
    const collect = (_: string, run: () => Promise<void>) => tests.push(run)
    const { again: _, ...without } = courierHarness()
    const rules = channelRules.filter(({ id }) => id === 'CH21')
    conform(collect, rules, () => without)
    conform(collect, rules, () => without, {
      again: 'this vendor never gives a new id',
    })
    await expect(tests[0]?.()).rejects.toThrow('CH21 needs a harness with again()')
    await expect(tests[1]?.()).resolves.toBeUndefined()
  })

  test('[KIT3] numbers its rules without a gap, and its samples cover every kind of event', () => {
    expect(channelRules.map(({ id }) => id)).toEqual(channelRules.map((_, i) => `CH${i + 1}`))
    expect(courierSamples.length).toBeGreaterThan(10)
  })
})

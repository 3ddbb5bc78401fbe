import { createHmac } from 'node:crypto'
import * as z from 'zod'
import type { ChannelHarness, Sample, Signing } from '../../src/conformance/index.ts'
import {
  type Block,
  type Can,
  type ChannelDefinition,
  callVendor,
  type Inbound,
  isFresh,
  isSigned,
  jsonOf,
  type Methods,
  type Needs,
  notUnderstood,
  type Outbound,
} from '../../src/contract/index.ts'
import { defineChannel } from '../../src/index.ts'
import { courierVendor } from './courier-vendor.ts'

const Config = z.strictObject({
  url: z.url(),
  secrets: z.array(z.string()).min(1),
  me: z.string(),
})
type Config = z.output<typeof Config>

const Said = z.object({
  name: z.string(),
  id: z.string().min(1),
  mime: z.string().regex(/^\w+\/\w+$/),
})
const instant = z.number().min(0).max(8.64e15)
const Update = z.object({
  event: z.string().min(1),
  kind: z.enum(['text', 'edit', 'unsend', 'like', 'press', 'fared', 'typing', 'joined', 'ringing']),
  at: instant,
  chat: z.string().min(1),
  user: z.string().min(1),
  message: z.string().min(1),
  text: z.string().optional(),
  file: Said.optional(),
  state: z.enum(['delivered', 'failed']).optional(),
})
const Answer = z.object({ id: z.string() })

const replayWindowMs = 300_000

function understand(raw: unknown, { me }: Config): Inbound {
  const { success, data } = Update.safeParse(raw)
  if (!success)
    return notUnderstood(raw === undefined || raw === null ? String(raw) : JSON.stringify(raw), 'bad-update')
  const { kind, chat, message, text = '', file } = data
  const base = {
    id: data.event,
    key: `${kind}:${message}`,
    at: new Date(data.at),
  }
  const from = {
    handle: {
      kind: 'user',
      value: `courier:${data.user}`,
      assurance: 'verified',
    },
  } as const
  const blocks: readonly Block[] = [
    { t: 'text', text },
    ...(file ? [{ t: 'file', ref: file.id, name: file.name, mime: file.mime } as const] : []),
  ]
  if (kind === 'text')
    return {
      ...base,
      type: 'message',
      messageId: message,
      from,
      thread: chat,
      blocks,
      isOwn: data.user === me,
    }
  if (kind === 'edit') return { ...base, type: 'edited', target: message, blocks }
  if (kind === 'unsend') return { ...base, type: 'deleted', target: message }
  if (kind === 'like')
    return {
      ...base,
      type: 'reaction',
      target: message,
      from,
      reaction: text || '👍',
      isRemoved: false,
    }
  if (kind === 'press')
    return {
      ...base,
      type: 'action',
      from,
      thread: chat,
      target: message,
      action: text || 'pressed',
    }
  if (kind === 'typing') return { type: 'typing', from, thread: chat, isOn: true }
  if (kind === 'ringing')
    return {
      ...base,
      type: 'call',
      call: message,
      phase: 'ringing',
      from,
      thread: chat,
    }
  if (kind === 'fared')
    return {
      ...base,
      type: 'delivery',
      target: message,
      state: data.state ?? 'delivered',
    }
  return { type: 'ignored', id: base.id, reason: 'joined', raw: data }
}

type CourierCan = {
  readonly files: 'both'
  readonly edit: true
  readonly delete: true
  readonly react: true
  readonly typing: true
  readonly read: true
  readonly proactive: true
  readonly buttons: true
  readonly choice: true
  readonly card: true
  readonly form: true
  readonly template: true
  readonly deliveries: true
}

/** A channel that can everything, and does it right. */
export type CourierDefinition = ChannelDefinition<typeof Config, CourierCan> & Needs<Config, CourierCan>

const fileOf = (block: Block) =>
  block.t === 'file' && block.bytes ? [Buffer.from(block.bytes).toString('base64')] : []

const bodyOf = ({ id, thread, text, blocks }: Outbound) => ({
  key: id,
  chat: thread,
  text: blocks.some(({ t }) => t === 'template') ? `${text}\n${JSON.stringify(blocks)}` : text,
  files: blocks.flatMap(fileOf),
})

async function post(path: string, body: object, context: Parameters<NonNullable<CourierDefinition['send']>>[1]) {
  const [secret = ''] = context.config.secrets
  return callVendor(
    `${context.config.url}/${path}`,
    {
      method: 'POST',
      body: JSON.stringify(body),
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
      },
      isIdempotent: true,
    },
    context,
  )
}

const sentBy = (answer: Awaited<ReturnType<typeof post>>) =>
  answer.ok ? { sent: [Answer.parse(answer.body).id] } : answer.failed

const courierDefinition: CourierDefinition = {
  id: 'courier',
  config: Config,
  can: {
    files: 'both',
    edit: true,
    delete: true,
    react: true,
    typing: true,
    read: true,
    proactive: true,
    buttons: true,
    choice: true,
    card: true,
    form: true,
    template: true,
    deliveries: true,
  },
  limits: {
    textChars: 500,
    fileBytes: 1_000_000,
    buttons: 3,
    options: 10,
    labelChars: 20,
    replyWindowMs: 86_400_000,
  },
  rate: { perSecond: 1_000 },
  own: ({ me }) => [`courier:${me}`],
  webhook: {
    replayWindowMs,
    verify({ headers, body }, { secrets }, now) {
      const time = headers.get('x-courier-time') ?? ''
      if (!isFresh(new Date(Number(time || Number.NaN)), now, replayWindowMs)) return false
      return isSigned({
        secrets,
        payload: [time, '.', body],
        given: headers.get('x-courier-signature'),
      })
    },
    decode(request, config) {
      const body = jsonOf(request)
      if (body === undefined) return [notUnderstood(request.body, 'no-json')]
      return Array.isArray(body) && body.length > 0
        ? body.map((one) => understand(one, config))
        : [understand(body, config)]
    },
  },
  send: async (message, context) => sentBy(await post('send', bodyOf(message), context)),
  edit: async (target, message, context) => sentBy(await post('edit', { id: target, ...bodyOf(message) }, context)),
  delete: async (target, _, context) => sentBy(await post('delete', { id: target }, context)),
  react: async (target, reaction, _, context) => sentBy(await post('react', { id: target, ...reaction }, context)),
  typing: async ({ thread }, isOn, context) => void (await post('typing', { id: thread, isOn }, context)),
  read: async (target, _, context) => void (await post('read', { id: target }, context)),
  threadFor: ({ value }) => (value.startsWith('courier:') ? `chat-${value.slice(8)}` : undefined),
  async file(ref, { config, fetch, signal }) {
    const response = await fetch(`${config.url}/file/${encodeURIComponent(ref)}`, { signal })
    if (!response.ok) throw new Error(`the courier has no file ${ref}: ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  },
}

const at = Date.parse('2026-01-05T08:59:00Z')
const sample = (name: string, gives: Sample['gives'], update: object): Sample => ({
  name,
  gives,
  body: JSON.stringify({
    event: `e-${name}`,
    at,
    chat: 'chat-bob',
    user: 'bob',
    message: `m-${name}`,
    ...update,
  }),
})

export const courierSamples: readonly Sample[] = [
  sample('a text', ['message'], { kind: 'text', text: 'No sound.' }),
  sample('another text', ['message'], {
    kind: 'text',
    text: 'Still no sound.',
  }),
  sample('a photo', ['message'], {
    kind: 'text',
    file: { id: 'f1', name: 'radio.png', mime: 'image/png' },
  }),
  sample('an edit', ['edited'], {
    kind: 'edit',
    message: 'm-a text',
    text: 'No sound at all.',
  }),
  sample('an unsending', ['deleted'], {
    kind: 'unsend',
    message: 'm-another text',
  }),
  sample('a like', ['reaction'], { kind: 'like', message: 'm-a text' }),
  sample('a button', ['action'], { kind: 'press', text: 'yes' }),
  sample('a report', ['delivery'], { kind: 'fared', state: 'delivered' }),
  sample('typing', ['typing'], { kind: 'typing' }),
  sample('a call', ['call'], { kind: 'ringing' }),
  sample('somebody joined', ['ignored'], { kind: 'joined' }),
  {
    ...sample('our own words', ['message'], {
      kind: 'text',
      user: 'desk',
      text: 'Hello.',
    }),
    isEcho: true,
  },
]

function sign({ body, method = 'POST' }: Sample, { secret, at: signedAt }: Signing): Request {
  const time = String(signedAt.getTime())
  const signature = createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex')
  const headers = { 'x-courier-time': time, 'x-courier-signature': signature }
  return new Request('https://desk.example/hooks/courier', {
    method,
    headers,
    body,
  })
}

/** A harness of the courier, or of one that differs from it in one thing. */
export function courierHarness(
  change: (definition: CourierDefinition) => ChannelDefinition<typeof Config, Can> & Partial<Methods<Config>> = (d) =>
    d,
  differently: Partial<ChannelHarness> = {},
): ChannelHarness {
  const vendor = courierVendor()
  return {
    // What differs may break its promises: that is what these harnesses are for.
    channel: defineChannel(change(courierDefinition) as CourierDefinition),
    secrets: ['corn-and-barley', 'wheat-and-millet'],
    config: ({ url, secrets }) => ({ url, secrets, me: 'desk' }),
    samples: courierSamples,
    sign,
    again: (one) => ({
      ...one,
      body: one.body.replace(/"event":"e-/, '"event":"e2-'),
    }),
    vendor: vendor.answer,
    arrived: () => vendor.arrived,
    report: (id, state) =>
      sample(`report-${state}`, ['delivery'], {
        kind: 'fared',
        message: id,
        state,
      }),
    ...differently,
  }
}

import assert from 'node:assert/strict'
import type { AnyChannel } from '../../contract/any-channel.ts'
import type { Block } from '../../contract/block.ts'
import { type Rule, rule } from '../rule.ts'
import { attempt, messageTo, writer } from '../to-send.ts'

const can =
  (...names: readonly (keyof AnyChannel['can'])[]) =>
  ({ can: declared }: AnyChannel): boolean =>
    names.some((name) => declared[name])

/** What is declared works. */
export const capabilityRules: readonly Rule[] = [
  rule({
    id: 'CH37',
    says: 'Every kind of block that it declares arrives with all its words.',
    applies: can('buttons', 'choice', 'card', 'form', 'template'),
    needs: ['vendor', 'arrived'],
    async check(stage) {
      for (const [i, { block, words }] of declaredBlocks(stage.channel).entries()) {
        const outcome = await attempt(
          stage,
          await messageTo(stage, { id: `kit-b${i}`, text: words.join('\n'), blocks: [block] }),
        )
        assert.ok('sent' in outcome, `a ${block.t} was not sent: ${JSON.stringify(outcome)}`)
        const arrived = stage.harness.arrived().at(-1)?.text ?? ''
        for (const word of words)
          assert.ok(arrived.includes(word), `a ${block.t} arrived without "${word}": ${arrived}`)
      }
    },
  }),
  rule({
    id: 'CH38',
    says: 'A file that goes out arrives byte for byte.',
    applies: ({ can: { files } }) => files === 'out' || files === 'both',
    needs: ['vendor', 'arrived'],
    async check(stage) {
      const bytes = Uint8Array.from({ length: 300 }, (_, i) => (i * 7) % 256)
      const block = { t: 'file', ref: 'kit', name: 'pixels.png', mime: 'image/png', bytes } as const
      const outcome = await attempt(stage, await messageTo(stage, { text: '', blocks: [block] }))
      assert.ok('sent' in outcome, `a file was not sent: ${JSON.stringify(outcome)}`)
      const files = stage.harness.arrived().flatMap(({ files: some = [] }) => some)
      assert.ok(
        files.some((file) => Buffer.compare(file, bytes) === 0),
        `of ${files.length} files that arrived, none has its bytes`,
      )
    },
  }),
  rule({
    id: 'CH39',
    says: 'A text as long as its limit is accepted by its own vendor.',
    applies: ({ limits, send }) => send !== undefined && (limits?.textChars ?? limits?.textBytes) !== undefined,
    needs: ['vendor', 'arrived'],
    async check(stage) {
      const { textChars = Number.POSITIVE_INFINITY, textBytes = Number.POSITIVE_INFINITY } = stage.channel.limits ?? {}
      const text = 'x'.repeat(Math.min(textChars, textBytes))
      const outcome = await attempt(stage, await messageTo(stage, { text }))
      assert.ok('sent' in outcome, `a text of ${text.length} was not sent: ${JSON.stringify(outcome)}`)
      assert.ok(stage.harness.arrived().at(-1)?.text.includes(text), 'it did not arrive whole')
    },
  }),
  rule({
    id: 'CH40',
    says: 'It edits, takes back and reacts, if it says so.',
    applies: can('edit', 'delete', 'react'),
    needs: ['vendor'],
    async check(stage) {
      const { channel, context } = stage
      const message = await messageTo(stage, { text: 'first' })
      const sent = await attempt(stage, message)
      assert.ok('sent' in sent && sent.sent[0] !== undefined, `it was not sent: ${JSON.stringify(sent)}`)
      const [target] = sent.sent
      const deeds = [
        channel.can.edit &&
          channel.edit?.(target, { ...message, text: 'second', blocks: [{ t: 'text', text: 'second' }] }, context),
        channel.can.react && channel.react?.(target, { reaction: '👍', isRemoved: false }, message, context),
        channel.can.react && channel.react?.(target, { reaction: '👍', isRemoved: true }, message, context),
        channel.can.delete && channel.delete?.(target, message, context),
      ]
      const before = stage.server.count
      for (const [i, deed] of deeds.entries()) {
        if (!deed) continue
        const outcome = await deed
        assert.ok('sent' in outcome, `deed ${i + 1} came to ${JSON.stringify(outcome)}`)
      }
      assert.ok(stage.server.count >= before, 'the vendor was not asked')
    },
  }),
  rule({
    id: 'CH41',
    says: 'Typing and reading reach the vendor, if it says so.',
    applies: can('typing', 'read'),
    needs: ['vendor'],
    async check(stage) {
      const { channel, context, server } = stage
      const where = await messageTo(stage, { text: '' })
      const { messageId, id } = await writer(stage)
      for (const deed of [
        channel.can.typing && (() => channel.typing?.(where, true, context)),
        channel.can.read && (() => channel.read?.(messageId ?? id, where, context)),
      ]) {
        if (!deed) continue
        const before = server.count
        await deed()
        assert.ok(server.count > before, 'the vendor was not asked')
      }
    },
  }),
  rule({
    id: 'CH42',
    says: 'Reports reach the message that they are about, and move it forward.',
    applies: can('deliveries'),
    needs: ['sign', 'vendor', 'report'],
    async check(stage) {
      for (const state of ['delivered', 'failed'] as const) {
        const outcome = await attempt(stage, await messageTo(stage, { id: `kit-${state}`, text: state }))
        assert.ok('sent' in outcome && outcome.sent[0] !== undefined, `it was not sent: ${JSON.stringify(outcome)}`)
        const http = await stage.http(stage.harness.report(outcome.sent[0], state))
        const [event] = stage.channel.webhook?.decode(http, stage.config) ?? []
        assert.equal(event?.type, 'delivery')
        assert.ok(event.type === 'delivery' && outcome.sent.includes(event.target ?? ''), 'it is about another message')
        assert.equal(event.state, state)
      }
    },
  }),
  rule({
    id: 'CH43',
    says: 'It finds the thread of a customer to write to first, and knows whom it does not reach.',
    applies: can('proactive'),
    async check(stage) {
      const { channel, config } = stage
      const { from } = await writer(stage)
      const thread = channel.threadFor?.(from.handle, config)
      assert.ok(typeof thread === 'string' && thread !== '', 'whoever writes to it cannot be written to')
      assert.equal(channel.threadFor?.(from.handle, config), thread, 'the same handle has two threads')
      const stranger = { kind: 'user', value: 'some-other-vendor:1', assurance: 'verified' } as const
      assert.equal(channel.threadFor?.(stranger, config), undefined, "it claims to reach another vendor's users")
    },
  }),
]

const button = { id: 'yes', label: 'Yes, please' }
const file = {
  t: 'file',
  ref: 'kit',
  name: 'radio.png',
  mime: 'image/png',
  bytes: new Uint8Array([137, 80, 78, 71]),
} as const

const blocks: readonly { readonly block: Block; readonly words: readonly string[] }[] = [
  {
    block: { t: 'buttons', text: 'Shall we call?', buttons: [button, { id: 'no', label: 'No' }] },
    words: ['Shall we call?', 'Yes, please', 'No'],
  },
  {
    block: {
      t: 'choice',
      id: 'model',
      text: 'Which model?',
      options: [
        { id: 'a1', label: 'Aurora One' },
        { id: 'a2', label: 'Aurora Two' },
      ],
    },
    words: ['Which model?', 'Aurora One', 'Aurora Two'],
  },
  {
    block: {
      t: 'card',
      title: 'Order 7',
      text: 'Sent today',
      fields: [{ label: 'Carrier', value: 'Pigeon' }],
      image: file,
    },
    words: ['Order 7', 'Sent today', 'Carrier', 'Pigeon'],
  },
  {
    block: { t: 'form', id: 'return', title: 'Send it back', fields: [{ id: 'why', label: 'Why?', type: 'text' }] },
    words: ['Send it back', 'Why?'],
  },
  {
    block: {
      t: 'template',
      name: 'order_sent',
      language: 'en_US',
      parameters: ['Order 7'],
      text: 'Order 7 is on its way.',
    },
    words: ['Order 7'],
  },
]

const declaredBlocks = (channel: AnyChannel) =>
  blocks.filter(({ block }) => block.t !== 'text' && block.t !== 'file' && channel.can[block.t])

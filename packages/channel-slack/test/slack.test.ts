import { connect, type Http } from '@casewell/channel/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isThere, needs, recorded, vectors } from '../../channel/test/recorded.ts'
import { contentOf } from '../src/content.ts'
import { slack } from '../src/index.ts'
import { escaped, plain } from '../src/markup.ts'
import { slackVendor } from '../src/testing.ts'

const settings = {
  token: 'xoxb-1',
  secret: 'signing',
  teamId: 'T1',
  botUserId: 'U0',
  baseUrl: 'https://slack.com',
  filesUrl: 'https://files.slack.com',
}
const http = (body: string): Http => ({
  method: 'POST',
  url: 'https://x/',
  headers: new Headers(),
  body: Buffer.from(body),
})
const decode = (payload: unknown) => slack.definition.webhook?.decode(http(JSON.stringify(payload)), settings)
const answering = (body: object, status = 200) =>
  connect(slack.definition, 'team', settings, () => {}, { fetch: async () => Response.json(body, { status }) })

describe('the channel slack', () => {
  test.skipIf(!isThere)(`[SLK1] accepts the example of Slack's own documentation, while it is fresh${needs}`, () => {
    const example = vectors<Record<'signingSecret' | 'timestamp' | 'body' | 'signature', string>>('slack')
    const headers = new Headers({
      'x-slack-request-timestamp': example.timestamp,
      'x-slack-signature': example.signature,
    })
    const at = Number(example.timestamp) * 1000
    const verify = (now: number) =>
      slack.definition.webhook?.verify(
        { ...http(example.body), headers },
        { ...settings, secret: example.signingSecret },
        new Date(now),
      )
    expect([verify(at), verify(at + 300_000), verify(at + 300_001)]).toEqual([true, true, false])
  })

  test.skipIf(!isThere)(`[SLK2] understands the events that Slack has really sent${needs}`, () => {
    const { mention, followUp } = recorded('slack.json')
    const { action, reaction, staticSelectAction } = recorded('actions-reactions/slack.json')
    const { dmMessage } = recorded('dm/slack.json')
    const thread = 'C00FAKECHAN1/1767224888.280449'
    expect([mention, followUp].flatMap((event) => decode(event))).toMatchObject([
      { type: 'message', thread, blocks: [{ text: '@U00FAKEBOT01 Hey' }] },
      { type: 'message', thread, from: { handle: { value: 'slack:T00FAKE00AA:U00FAKEUSER1' } } },
    ])
    expect([action, reaction, staticSelectAction].flatMap((event) => decode(event))).toMatchObject([
      { type: 'action', action: 'info', label: 'Show Info', thread: 'C00FAKECHAN1/1767326125.870439' },
      { type: 'reaction', reaction: '👍', target: 'C00FAKECHAN1/1767326126.896109', isRemoved: false },
      { type: 'action', action: 'greet', block: 'quick_action' },
    ])
    expect(decode(dmMessage)).toMatchObject([{ type: 'message', thread: 'D0A5319PS02' }])
  })

  test('[SLK3] reads "no" in an answer that says 200, and tells "never" from "nobody knows"', async () => {
    const message = { id: 'm', thread: 'C1', text: 'Hi' }
    expect(await answering({ ok: false, error: 'channel_not_found' }).send(message)).toMatchObject({
      permanent: 'slack-channel-not-found',
    })
    expect(await answering({ ok: false, error: 'fatal_error' }).send(message)).toEqual({ unknown: 'fatal_error' })
    expect(await answering({ ok: false, error: 'ratelimited' }).send(message)).toMatchObject({ retryAfterMs: 30_000 })
  })

  test('[SLK4] finds a message again whose fate nobody saw, and knows when it is not there', async () => {
    const vendor = slackVendor('xoxb-1')
    const fetch: typeof globalThis.fetch = (url, init) => vendor.answer(new Request(url, init))
    const context = { config: settings, account: 'team', fetch, signal: new AbortController().signal }
    const message = {
      ...{
        id: 'm1',
        thread: 'C1',
        text: 'Hi',
        blocks: [],
        to: [],
        wire: {},
        token: '',
        reference: '',
        at: new Date(),
        isAutomatic: false,
      },
      ...{ depth: 0, part: 1, parts: 1 },
    }
    const sent = await slack.definition.send?.(message, context)
    expect(await slack.definition.reconcile?.(message, context)).toEqual(sent)
    expect(await slack.definition.reconcile?.({ ...message, id: 'm2' }, context)).toEqual({ notSent: true })
  })

  test('[SLK5] shows text as it is, both ways', () => {
    expect(plain('&lt;b&gt; &amp;amp; <https://a.example/x|this> <@U1> <!here> <#C1|help>')).toBe(
      '<b> &amp; this (https://a.example/x) @U1 @here help',
    )
    fc.assert(fc.property(fc.string(), (text) => void expect(plain(escaped(text))).toBe(text)))
  })

  test('[SLK6] says in the question what is too long to stand beside its option', () => {
    const description = 'x'.repeat(80)
    const choice = {
      t: 'choice',
      id: 'speaker',
      text: 'Which?',
      options: [{ id: 'max', label: 'Max', description }],
    } as const
    const content = JSON.stringify(contentOf({ blocks: [choice], text: 'Which?' }))
    expect(content).toContain(`Which?\\nMax: ${description}`)
  })
})

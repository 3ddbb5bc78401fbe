import assert from 'node:assert/strict'
import type { Sent } from '../../contract/outbound.ts'
import type { Fault } from '../loopback.ts'
import { type Rule, rule, sends } from '../rule.ts'
import type { Stage } from '../stage.ts'
import { attempt, messageTo } from '../to-send.ts'

/** One attempt to send, against a vendor that answers, refuses, breaks off or says nothing. */
export const outboundRules: readonly Rule[] = [
  rule({
    id: 'CH27',
    says: 'A message that the vendor accepts arrives whole, and has ids.',
    applies: sends,
    needs: ['vendor', 'arrived'],
    async check(stage) {
      const message = await messageTo(stage, { text: 'Hello, is the sound back?' })
      const outcome = await attempt(stage, message)
      assert.ok('sent' in outcome, `it was not sent: ${JSON.stringify(outcome)}`)
      assert.ok(outcome.sent.length > 0 && outcome.sent.every((id) => typeof id === 'string' && id !== ''), 'no id')
      const [arrival, ...more] = stage.harness.arrived()
      assert.equal(more.length, 0, 'one message arrived as several')
      assert.equal(arrival?.thread, message.thread)
      assert.ok(arrival.text.includes(message.text), `what arrived is "${arrival.text}"`)
    },
  }),
  rule({
    id: 'CH28',
    says: 'Two messages have two ids.',
    applies: sends,
    needs: ['vendor'],
    async check(stage) {
      const ids: string[] = []
      for (const text of ['one', 'two', 'three']) {
        const outcome = await attempt(stage, await messageTo(stage, { text, id: `kit-${text}` }))
        if ('sent' in outcome) ids.push(...outcome.sent)
      }
      assert.equal(ids.length, 3)
      assert.equal(new Set(ids).size, 3, `the ids are ${ids.join(', ')}`)
    },
  }),
  rule({
    id: 'CH29',
    says: '"Too many requests" is a retry that waits at least as long as the vendor asks.',
    applies: sends,
    needs: ['vendor'],
    async check(stage) {
      const outcome = await broken(stage, { status: 429, headers: { 'retry-after': '7' } })
      assert.ok('retryAfterMs' in outcome, `429 became ${JSON.stringify(outcome)}`)
      assert.ok(
        outcome.retryAfterMs >= 7_000,
        `the vendor asked for 7 s, the retry comes after ${outcome.retryAfterMs} ms`,
      )
    },
  }),
  rule({
    id: 'CH30',
    says: 'A refusal is permanent, with a code and a reason.',
    applies: sends,
    needs: ['vendor'],
    async check(stage) {
      for (const status of [400, 403, 404]) {
        const outcome = await broken(stage, { status, body: '{}' })
        assert.ok('permanent' in outcome, `${status} became ${JSON.stringify(outcome)}`)
        assert.ok(outcome.permanent !== '' && outcome.reason !== '', `${status} has no code or no reason`)
      }
    },
  }),
  rule({
    id: 'CH31',
    says: 'A failure of the vendor is never "sent" and never "never".',
    applies: sends,
    needs: ['vendor'],
    async check(stage) {
      for (const status of [500, 502, 503, 504]) {
        const outcome = await broken(stage, { status, body: 'oops' })
        assert.ok('retryAfterMs' in outcome || 'unknown' in outcome, `${status} became ${JSON.stringify(outcome)}`)
      }
    },
  }),
  rule({
    id: 'CH32',
    says: 'A vendor that nobody listens at is a retry: surely nothing was sent.',
    applies: sends,
    needs: ['vendor'],
    async check(stage) {
      const message = await messageTo(stage, { text: 'Is anybody there?' })
      await stage.server.close()
      const outcome = await attempt(stage, message)
      assert.ok('retryAfterMs' in outcome, `a refused connection became ${JSON.stringify(outcome)}`)
    },
  }),
  rule({
    id: 'CH33',
    says: 'An answer that never comes is not "sent", and an attempt ends when it is told to.',
    applies: sends,
    needs: ['vendor'],
    async check(stage) {
      const ending = new AbortController()
      stage.server.faults.push('hang')
      const message = await messageTo(stage, { text: 'Hello?' })
      const sending = attempt(stage, message, { signal: ending.signal })
      while (stage.server.count === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      ending.abort()
      const outcome = await sending
      assert.ok(!('sent' in outcome) && !('permanent' in outcome), `no answer became ${JSON.stringify(outcome)}`)
    },
  }),
  rule({
    id: 'CH34',
    says: 'A connection that breaks off, with or without the message taken, ends with one message or with a question.',
    applies: sends,
    needs: ['vendor', 'arrived'],
    async check(stage) {
      for (const fault of ['reset', 'lost'] as const) await provesOnce(stage, fault)
    },
  }),
  rule({
    id: 'CH35',
    says: 'No outcome and no error tells a secret.',
    applies: sends,
    needs: ['vendor'],
    async check(stage) {
      const faults: readonly Fault[] = [
        { status: 400 },
        { status: 401 },
        { status: 429 },
        { status: 500 },
        'reset',
        'lost',
      ]
      const outcomes: unknown[] = []
      for (const fault of faults) outcomes.push(await broken(stage, fault))
      await stage.server.close()
      outcomes.push(await attempt(stage, await messageTo(stage, { text: 'nobody there' })))
      const said = JSON.stringify(outcomes)
      for (const secret of stage.harness.secrets) assert.ok(!said.includes(secret), `a secret is in ${said}`)
    },
  }),
  rule({
    id: 'CH36',
    says: 'It speaks to the vendor through the fetch that it was given.',
    applies: sends,
    needs: ['vendor'],
    async check(stage) {
      let count = 0
      const counted: typeof fetch = (...given) => {
        count++
        return fetch(...given)
      }
      await attempt(stage, await messageTo(stage, { text: 'count me' }), { fetch: counted })
      assert.equal(count, stage.server.count, 'requests went past the fetch of the context')
      assert.ok(count > 0, 'the vendor was never asked')
    },
  }),
]

async function broken(stage: Stage, fault: Fault): Promise<Sent> {
  const message = await messageTo(stage, { text: 'Hello?', id: `kit-${stage.server.count}` })
  stage.server.faults.length = 0
  stage.server.faults.push(fault, fault, fault) // some vendors need several requests for one message
  const outcome = await attempt(stage, message)
  stage.server.faults.length = 0
  return outcome
}

/** After a broken attempt either the same id may be sent again, or reconcile tells, or nobody tries again. */
async function provesOnce(stage: Stage, fault: 'reset' | 'lost'): Promise<void> {
  const { channel, context, server, harness } = stage
  const message = await messageTo(stage, { text: `broken by ${fault}`, id: `kit-${fault}` })
  server.faults.push(fault)
  const outcome = await attempt(stage, message)
  assert.ok(!('permanent' in outcome), `a broken connection became ${JSON.stringify(outcome)}`)
  const found = 'unknown' in outcome ? await channel.reconcile?.(message, context) : undefined
  if ('retryAfterMs' in outcome || (found && 'notSent' in found)) await attempt(stage, message)
  const times = (harness.arrived?.() ?? []).filter(({ text }) => text.includes(message.text)).length
  const isOpen = 'unknown' in outcome && (!found || 'unresolved' in found)
  const wanted = isOpen && fault === 'reset' ? 0 : 1
  assert.equal(times, wanted, `${fault}: the message arrived ${times} times, not ${wanted}`)
}

import assert from 'node:assert/strict'
import type { Inbound } from '../../contract/inbound.ts'
import type { Http } from '../../contract/webhook.ts'
import { Dice, mutate } from '../mutate.ts'
import { hasWebhook, type Rule, rule } from '../rule.ts'
import type { Stage } from '../stage.ts'
import { assertWellFormed } from '../well-formed.ts'
import { withoutWorld } from '../without-world.ts'

/** How many payloads nobody has ever sent are decoded, at least. */
const mutations = 10_000

/** What an adapter makes of what came. */
export const decodeRules: readonly Rule[] = [
  rule({
    id: 'CH11',
    says: 'Every sample becomes what it is.',
    applies: hasWebhook,
    needs: ['sign'],
    async check(stage) {
      assert.ok(stage.harness.samples.length > 0, 'the harness has no samples: nothing can be proved')
      for (const sample of stage.harness.samples) {
        const types = decoded(stage, await stage.http(sample)).map(({ type }) => type)
        assert.deepEqual(types, sample.gives, `${sample.name} became ${types.join(', ') || 'nothing'}`)
      }
    },
  }),
  rule({
    id: 'CH12',
    says: 'The same request gives the same events, with the same ids.',
    applies: hasWebhook,
    needs: ['sign'],
    async check(stage) {
      for (const sample of stage.harness.samples) {
        const http = await stage.http(sample)
        const [first, second] = [decoded(stage, http), decoded(stage, http)]
        assert.deepEqual(first, second, `${sample.name} is decoded in two ways`)
      }
    },
  }),
  rule({
    id: 'CH13',
    says: 'Decoding looks at the request alone: no clock, no chance, no network, and it changes nothing.',
    applies: hasWebhook,
    needs: ['sign'],
    async check(stage) {
      for (const sample of stage.harness.samples) {
        const http = await stage.http(sample)
        const before = http.body.slice()
        withoutWorld(() => decoded(stage, http))
        assert.deepEqual(http.body, before, `${sample.name}: decoding changed the body of the request`)
      }
    },
  }),
  rule({
    id: 'CH14',
    says: `Decoding never throws: not in ${mutations.toLocaleString('en')} payloads that nobody has ever sent.`,
    applies: hasWebhook,
    needs: ['sign'],
    async check(stage) {
      const dice = new Dice(20)
      const { samples } = stage.harness
      for (let i = 0; i < mutations; i++) {
        const sample = samples[i % samples.length]
        assert.ok(sample, 'the harness has no samples: nothing can be mutated')
        const body = mutate(sample.body, dice)
        const http = await stage.http({ ...sample, body }).catch(() => undefined) // what cannot be signed cannot come
        if (!http) continue
        for (const event of attempt(stage, http, body)) assertWellFormed(event)
      }
    },
  }),
  rule({
    id: 'CH15',
    says: 'What it does not know it names unknown, with a reason, and keeps it as it came.',
    applies: hasWebhook,
    needs: ['sign'],
    async check(stage) {
      const [sample] = stage.harness.samples.filter(({ method = 'POST' }) => method === 'POST')
      assert.ok(sample, 'the harness has no samples')
      for (const body of ['{"surprise":true}', 'no JSON', '[]', 'null', '"text"', '7']) {
        const http = await stage.http({ ...sample, body })
        const events = decoded(stage, http)
        const unknown = events.find((event) => event.type === 'unknown')
        assert.ok(unknown, `${body} became ${events.map(({ type }) => type).join(', ') || 'nothing'}: it is lost`)
        assertWellFormed(unknown)
      }
    },
  }),
  rule({
    id: 'CH16',
    says: 'Every event is whole: an id, an instant, a handle that names its issuer, a thread or evidence.',
    applies: hasWebhook,
    needs: ['sign'],
    async check(stage) {
      for (const sample of stage.harness.samples)
        for (const event of decoded(stage, await stage.http(sample))) assertWellFormed(event)
    },
  }),
  rule({
    id: 'CH17',
    says: 'Two events have two ids.',
    applies: hasWebhook,
    needs: ['sign'],
    async check(stage) {
      const seen = new Map<string, string>()
      for (const sample of stage.harness.samples)
        for (const event of decoded(stage, await stage.http(sample))) {
          if (!('id' in event)) continue
          const other = seen.get(event.id)
          assert.equal(other, undefined, `${sample.name} and ${other} share the id ${event.id}: one would be lost`)
          seen.set(event.id, sample.name)
        }
    },
  }),
  rule({
    id: 'CH18',
    says: 'No secret is in an event.',
    applies: hasWebhook,
    needs: ['sign'],
    async check(stage) {
      for (const sample of stage.harness.samples) {
        const text = JSON.stringify(decoded(stage, await stage.http(sample)))
        for (const secret of stage.harness.secrets)
          assert.ok(!text.includes(secret), `${sample.name}: a secret is in what it became`)
      }
    },
  }),
]

const decoded = ({ channel, config }: Stage, http: Http): readonly Inbound[] =>
  channel.webhook?.decode(http, config) ?? []

function attempt(stage: Stage, http: Http, body: string): readonly Inbound[] {
  try {
    return decoded(stage, http)
  } catch (cause) {
    throw new Error(`decoding threw over ${JSON.stringify(body).slice(0, 500)}`, { cause })
  }
}

import assert from 'node:assert/strict'
import type { Sample } from '../harness.ts'
import { Dice } from '../mutate.ts'
import { hasWebhook, type Rule, rule } from '../rule.ts'
import type { httpOf, Stage } from '../stage.ts'

/** Who may speak for the vendor. */
export const signatureRules: readonly Rule[] = [
  rule({
    id: 'CH4',
    says: 'A request that the vendor signed is accepted.',
    applies: hasWebhook,
    needs: ['sign'],
    async check(stage) {
      const { api } = await stage.open()
      for (const sample of samplesOf(stage)) {
        const { status } = await api.handle(await stage.request(sample))
        assert.ok(status >= 200 && status < 300, `${sample.name}: a good signature was answered with ${status}`)
      }
    },
  }),
  rule({
    id: 'CH5',
    says: 'A request that was changed on its way is refused, wherever in its body it was changed.',
    applies: hasWebhook,
    needs: ['sign'],
    async check(stage) {
      for (const sample of samplesOf(stage).filter(({ body }) => body.length > 0)) {
        const genuine = await stage.http(sample)
        if (genuine.body.length === 0) continue
        for (const at of places(genuine.body.length)) {
          const body = genuine.body.slice()
          body[at] = (body[at] ?? 0) ^ 1
          await refused(stage, { ...genuine, body }, `${sample.name}: byte ${at} was changed, and it still passed`)
        }
      }
    },
  }),
  rule({
    id: 'CH6',
    says: 'A request without a signature is refused.',
    applies: hasWebhook,
    needs: ['sign'],
    async check(stage) {
      for (const sample of samplesOf(stage)) {
        const genuine = await stage.http(sample)
        const bare = { ...genuine, headers: new Headers(), url: genuine.url.split('?')[0] ?? '' }
        await refused(stage, bare, `${sample.name} passed without headers and query`)
      }
    },
  }),
  rule({
    id: 'CH7',
    says: 'A request that somebody else signed is refused.',
    applies: hasWebhook,
    needs: ['sign'],
    async check(stage) {
      const [, other] = stage.harness.secrets
      for (const sample of samplesOf(stage))
        await refused(stage, await stage.http(sample, { secret: other }), `${sample.name} passed under another secret`)
    },
  }),
  rule({
    id: 'CH8',
    says: 'A request that is replayed after its window is refused, and one within it is accepted.',
    applies: ({ webhook }) => webhook?.replayWindowMs !== undefined,
    needs: ['sign'],
    async check(stage) {
      const windowMs = stage.channel.webhook?.replayWindowMs ?? 0
      for (const sample of samplesOf(stage)) {
        const at = (ms: number) => stage.http(sample, { at: new Date(stage.now().getTime() - ms) })
        const slackMs = 1_000 // some vendors sign whole seconds
        assert.ok(await verified(stage, await at(windowMs - slackMs)), `${sample.name} was refused within its window`)
        await refused(stage, await at(windowMs + slackMs), `${sample.name} passed after its window`)
        await refused(stage, await at(-windowMs - slackMs), `${sample.name} passed long before it was signed`)
      }
    },
  }),
  rule({
    id: 'CH9',
    says: 'While a secret is being changed both are good; afterwards the old one is not.',
    applies: hasWebhook,
    needs: ['sign'],
    async check(stage) {
      const [before, after] = stage.harness.secrets
      const [sample] = samplesOf(stage)
      assert.ok(sample, 'there is no sample to sign')
      const statusOf = async (secrets: readonly string[], secret: string) => {
        const scene = await stage.open(secrets)
        const { status } = await scene.api.handle(await stage.request(sample, { secret }))
        await scene.stop()
        return status >= 200 && status < 300
      }
      assert.ok(await statusOf([before, after], before), 'with two secrets set, the first is refused')
      assert.ok(await statusOf([before, after], after), 'with two secrets set, the second is refused')
      assert.ok(!(await statusOf([after], before)), 'a secret that was taken away still passes')
    },
  }),
  rule({
    id: 'CH10',
    says: 'Verifying never throws, whatever the request.',
    applies: hasWebhook,
    needs: ['sign'],
    async check(stage) {
      const dice = new Dice(7)
      const texts = ['', ' ', 'sha256=', 'v0=', 'v1,', '%', '\u00ff', 'x'.repeat(9_000), 'NaN', '-1', '1e999', '=']
      for (const sample of samplesOf(stage)) {
        const genuine = await stage.http(sample)
        for (let i = 0; i < 200; i++) {
          const headers = new Headers(genuine.headers)
          for (const name of [...headers.keys()]) if (dice.below(2) === 0) headers.set(name, dice.pick(texts))
          const url =
            dice.below(3) === 0 ? `${genuine.url.split('?')[0]}?${dice.pick(['a', 'a=%', '=&&', ''])}` : genuine.url
          await verified(stage, { ...genuine, url, headers })
        }
      }
    },
  }),
]

const samplesOf = ({ harness }: Stage): readonly Sample[] => harness.samples

type Http = Awaited<ReturnType<typeof httpOf>>

async function verified({ channel, config, now }: Stage, http: Http): Promise<boolean> {
  return (await channel.webhook?.verify(http, config, now())) === true
}

async function refused(stage: Stage, http: Http, complaint: string): Promise<void> {
  assert.ok(!(await verified(stage, http)), complaint)
}

/** The first and last bytes, and some between. */
const places = (length: number): readonly number[] =>
  [...new Set([0, 1, Math.floor(length / 3), Math.floor(length / 2), length - 2, length - 1])].filter(
    (at) => at >= 0 && at < length,
  )

import assert from 'node:assert/strict'
import type { Accepted } from '../../contract/context.ts'
import type { Sample } from '../harness.ts'
import { Dice } from '../mutate.ts'
import { hasWebhook, type Rule, rule } from '../rule.ts'
import type { Scene, Stage } from '../stage.ts'

/** What comes in through a desk: once, for ever, and acknowledged only when it is safe. */
export const inboundRules: readonly Rule[] = [
  rule({
    id: 'CH19',
    says: 'A message comes into a case, with its text and its files.',
    applies: hasWebhook,
    needs: ['sign'],
    async check(stage) {
      const scene = await stage.open()
      for (const sample of saying(stage)) {
        const events = stage.channel.webhook?.decode(await stage.http(sample), stage.config) ?? []
        const accepted = await scene.api.accept(events)
        const said = accepted.find((one) => one.as === 'message')
        assert.ok(said, `${sample.name} became ${accepted.map(({ as }) => as).join(', ')}, not a message`)
        await assertKept(scene, said, sample)
      }
    },
  }),
  rule({
    id: 'CH20',
    says: 'Whatever the vendor delivers three times, in any order, is one thing.',
    applies: hasWebhook,
    needs: ['sign'],
    async check(stage) {
      const [first, second] = [await stage.open(), new Dice(3)]
      for (const sample of stage.harness.samples) await delivered(stage, first, sample)
      await first.desk.settled()
      const before = (await first.desk.read.head()).position
      for (let round = 0; round < 2; round++)
        for (const sample of second.shuffled(stage.harness.samples)) await delivered(stage, first, sample)
      await first.desk.settled()
      assert.equal((await first.desk.read.head()).position, before, 'a redelivery changed something')
    },
  }),
  rule({
    id: 'CH21',
    says: 'Whatever the vendor delivers again under a new id is one thing.',
    applies: hasWebhook,
    needs: ['sign', 'again'],
    async check(stage) {
      const scene = await stage.open()
      for (const sample of saying(stage)) {
        await delivered(stage, scene, sample)
        const before = await scene.desk.read.head()
        await delivered(stage, scene, stage.harness.again(sample))
        assert.equal(
          (await scene.desk.read.head()).position,
          before.position,
          `${sample.name}: under a new id it came in once more`,
        )
      }
    },
  }),
  rule({
    id: 'CH22',
    says: 'Nothing is acknowledged that the store has refused, and it comes in when it comes again.',
    applies: hasWebhook,
    needs: ['sign'],
    async check(stage) {
      const scene = await stage.open()
      for (const sample of saying(stage)) {
        stage.breakStore('refuse')
        const { status } = await scene.api.handle(await stage.request(sample))
        assert.ok(status >= 500, `${sample.name}: acknowledged with ${status} while the disk was full`)
        stage.breakStore(undefined)
        await delivered(stage, scene, sample)
        assert.ok((await messages(scene)) > 0, `${sample.name}: was not taken in when it came again`)
      }
    },
  }),
  rule({
    id: 'CH23',
    says: 'A process that dies before or after the commit loses nothing and doubles nothing.',
    applies: hasWebhook,
    needs: ['sign'],
    async check(stage) {
      const [sample] = saying(stage)
      assert.ok(sample, 'there is no sample of a message')
      for (const moment of ['hang', 'hang-after'] as const) {
        const dying = await stage.open()
        stage.breakStore(moment)
        const answer: Promise<unknown> = dying.api.handle(await stage.request(sample)).catch(() => undefined)
        const spoke: unknown = await Promise.race([
          answer,
          new Promise((resolve) => setTimeout(resolve, 100, 'silent')),
        ])
        assert.equal(spoke, 'silent', `${sample.name}: was answered before it was durable (${moment})`)
        stage.breakStore(undefined)
        await answer
      }
      const scene = await stage.open()
      await delivered(stage, scene, sample)
      await delivered(stage, scene, sample)
      assert.equal(await messages(scene), 1, 'after two deaths and two redeliveries it is not one message')
    },
  }),
  rule({
    id: 'CH24',
    says: 'What we said ourselves is no message from the customer.',
    applies: ({ own, webhook }) => webhook !== undefined && own !== undefined,
    needs: ['sign'],
    async check(stage) {
      const echoes = stage.harness.samples.filter(({ isEcho }) => isEcho)
      assert.ok(echoes.length > 0, 'it names its own handles: give the kit a sample with isEcho')
      const scene = await stage.open()
      for (const echo of echoes) {
        await delivered(stage, scene, echo)
        assert.equal(await messages(scene), 0, `${echo.name} came in as a message`)
      }
    },
  }),
  rule({
    id: 'CH25',
    says: 'A body that is too large, and one that nobody signed, are refused with a code.',
    applies: hasWebhook,
    needs: ['sign'],
    async check(stage) {
      const { api } = await stage.open()
      const large = new Request('http://desk.example/', { method: 'POST', body: 'x'.repeat(6 * 1024 * 1024) })
      const unsigned = new Request('http://desk.example/', { method: 'POST', body: '{}' })
      for (const [request, status] of [
        [large, 413],
        [unsigned, 401],
      ] as const) {
        const answer = await api.handle(request)
        assert.equal(answer.status, status)
        assert.match(((await answer.json()) as { code: string }).code, /^channel\//) // our own refusals are JSON
      }
    },
  }),
  rule({
    id: 'CH26',
    says: 'Every kind of event reaches the desk without an error.',
    applies: hasWebhook,
    needs: ['sign'],
    async check(stage) {
      const scene = await stage.open()
      for (const sample of stage.harness.samples) await delivered(stage, scene, sample)
      await scene.desk.settled()
      assert.deepEqual(scene.errors, [])
    },
  }),
]

const saying = ({ harness }: Stage): readonly Sample[] => {
  const found = harness.samples.filter(({ gives, isEcho }) => gives.includes('message') && !isEcho)
  assert.ok(found.length > 0, 'the harness has no sample of a message')
  return found
}

async function delivered(stage: Stage, { api }: Scene, sample: Sample): Promise<void> {
  const { status } = await api.handle(await stage.request(sample))
  assert.ok(status >= 200 && status < 300, `${sample.name} was answered with ${status}`)
}

async function messages({ agent }: Scene): Promise<number> {
  const { items } = await agent.cases.list({ view: 'recent' }, { limit: 100 })
  return items.reduce((sum, { messageCount }) => sum + messageCount, 0)
}

async function assertKept(scene: Scene, said: Extract<Accepted, { as: 'message' }>, sample: Sample): Promise<void> {
  const message = await scene.agent.cases.message(said.message)
  assert.ok(message, `${sample.name} is not in its case`)
  assert.ok(message.text !== '' || message.files.length > 0, `${sample.name} came in empty`)
  for (const file of message.files) assert.ok(file.size > 0, `${sample.name}: the file "${file.name}" is empty`)
}

import assert from 'node:assert/strict'
import { eventually } from '../eventually.ts'
import { listens, type Rule, rule, sends } from '../rule.ts'
import type { Scene, Stage } from '../stage.ts'
import { messageTo } from '../to-send.ts'

/** Starting, stopping, and listening. */
export const lifeRules: readonly Rule[] = [
  rule({
    id: 'CH44',
    says: 'It starts and stops three times and leaves no timer and no open socket behind.',
    async check(stage) {
      await (await stage.open()).stop()
      const before = resources()
      for (let i = 0; i < 3; i++) {
        const scene = await stage.open()
        await scene.stop()
        await scene.stop()
      }
      await stage.server.close()
      await eventually(
        () => `after three starts and stops there are ${JSON.stringify(resources())}, before ${JSON.stringify(before)}`,
        () => Object.entries(resources()).every(([kind, count]) => count <= (before[kind] ?? 0)),
        stage.harness.patience,
      )
    },
  }),
  rule({
    id: 'CH45',
    says: 'It stops while a message hangs at the vendor, and does not send it twice afterwards.',
    applies: sends,
    needs: ['sign', 'vendor', 'arrived'],
    async check(stage) {
      const scene = await stage.open()
      const message = await reply(stage, scene, 'hanging')
      if (!message) return
      stage.server.faults.push('hang')
      await eventually(
        () => 'the message never reached the vendor',
        () => stage.server.count > 0,
        stage.harness.patience,
      )
      await scene.stop()
      await new Promise((resolve) => setTimeout(resolve, 300)) // what is on the line arrives
      assert.ok(stage.harness.arrived().length <= 1, 'a message that hung arrived more than once')
    },
  }),
  rule({
    id: 'CH46',
    says: 'Through the desk an answer arrives once, and its state is sent.',
    applies: sends,
    needs: ['sign', 'vendor', 'arrived'],
    async check(stage) {
      const scene = await stage.open()
      const message = await reply(stage, scene, 'An answer for you.')
      assert.ok(message !== undefined, 'there is no sample of a message to answer')
      await eventually(
        () => 'the answer is not sent',
        async () => (await scene.agent.cases.message(message))?.delivery?.state === 'sent',
        stage.harness.patience,
      )
      const arrivals = stage.harness.arrived().filter(({ text }) => text.includes('An answer for you.'))
      assert.equal(arrivals.length, 1, `it arrived ${arrivals.length} times`)
    },
  }),
  rule({
    id: 'CH47',
    says: 'What the vendor has to tell is heard, once, also after the line went dead and after a restart.',
    applies: listens,
    needs: ['vendor', 'offer'],
    async check(stage) {
      const { samples } = stage.harness
      const said = samples.filter(({ gives, isEcho }) => gives.includes('message') && !isEcho)
      assert.ok(said.length > 1, 'listening needs two samples of messages')
      const [first, second] = [said[0], said[1]]
      const scene = await stage.open()
      if (first) stage.harness.offer(first)
      await eventually(
        () => 'the first message never came',
        async () => (await messages(scene)) === 1,
        stage.harness.patience,
      )
      stage.server.faults.push('reset', { status: 500 })
      await scene.stop()
      const again = await stage.open()
      if (second) stage.harness.offer(second)
      await eventually(
        () => 'the second message never came',
        async () => (await messages(again)) === 2,
        stage.harness.patience,
      )
      assert.equal(await messages(again), 2)
    },
  }),
  rule({
    id: 'CH48',
    says: 'What is heard is acknowledged to the vendor only when it is durable.',
    applies: listens,
    needs: ['vendor', 'offer'],
    async check(stage) {
      const scene = await stage.open()
      const sample = stage.harness.samples.find(({ gives, isEcho }) => gives.includes('message') && !isEcho)
      assert.ok(sample, 'there is no sample of a message')
      stage.breakStore('refuse')
      stage.harness.offer(sample)
      const before = stage.refusals()
      await eventually(
        () => 'what the vendor has to tell was never tried to be kept',
        () => stage.refusals() > before,
        stage.harness.patience,
      )
      await new Promise((resolve) => setTimeout(resolve, 100))
      stage.breakStore(undefined)
      await eventually(
        () => 'what could not be kept was acknowledged, and is lost',
        async () => (await messages(scene)) === 1,
        stage.harness.patience,
      )
    },
  }),
]

function resources(): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo())
    if (/Timeout|TCP|TLS|FSEvent|Process|Worker/.test(kind)) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

/** Takes a sample in and answers it: the answer's id. */
async function reply(stage: Stage, scene: Scene, text: string): Promise<string | undefined> {
  const sample = stage.harness.samples.find(({ gives, isEcho }) => gives.includes('message') && !isEcho)
  if (!sample) return undefined
  await messageTo(stage, { text })
  const [accepted] = await scene.api.accept(stage.channel.webhook?.decode(await stage.http(sample), stage.config) ?? [])
  if (accepted?.as !== 'message') return undefined
  return (await scene.agent.cases.reply(accepted.case, { text })).message
}

async function messages({ agent }: Scene): Promise<number> {
  const { items } = await agent.cases.list({ view: 'recent' }, { limit: 100 })
  return items.reduce((sum, { messageCount }) => sum + messageCount, 0)
}

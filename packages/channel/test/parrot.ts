import { testDesk } from '@casewell/core/testing'
import * as z from 'zod'
import {
  type Can,
  type ChannelDefinition,
  defineChannel,
  type InboundMessage,
  type Methods,
  type Outbound,
  type Sent,
} from '../src/index.ts'

type Settings = Partial<ChannelDefinition<z.ZodObject, Can>> & Partial<Methods<unknown>>

/** A desk with a channel that differs from the plainest one in what a test is about. */
export async function parrotScene(settings: Settings = {}, id = 'parrot') {
  const made = await testDesk()
  const sent: Outbound[] = []
  /** What the next attempts answer; when it is empty, everything is accepted. */
  const answers: Sent[] = []
  const send = async (message: Outbound): Promise<Sent> => {
    const answer = answers.shift()
    if (answer) return answer
    sent.push(message)
    return { sent: [`v-${message.id}`] }
  }
  const definition = { id, config: z.object({}), can: {}, send, ...settings }
  const channel = defineChannel(definition as never) // whatever a test is about
  const api = made.desk.use(channel('home', {}))
  await made.desk.start()
  let count = 0
  const say = async (text: string, given: Partial<InboundMessage> = {}) => {
    const [accepted] = await api.accept([
      {
        type: 'message',
        id: `m${++count}`,
        at: new Date(made.now()),
        thread: 'chat',
        from: {
          handle: { kind: 'user', value: 'parrot:bob', assurance: 'verified' },
        },
        blocks: [{ t: 'text', text }],
        ...given,
      },
    ])
    return accepted
  }
  const open = async (text = 'hello') => {
    const accepted = await say(text)
    if (accepted?.as !== 'message') throw new Error(`expected a message, got ${accepted?.as}`)
    return accepted
  }
  const ada = made.desk.as({ id: 'ada', role: 'agent' })
  const timeline = async (id: string) => (await ada.cases.timeline(id)).items
  const flushed = async () => {
    await made.desk.settled()
    await api.flushed()
  }
  return { ...made, api, ada, sent, answers, say, open, timeline, flushed }
}

/** Waits for something that happens soon. */
export async function until(says: string, holds: () => unknown): Promise<void> {
  for (let i = 0; i < 1_000; i++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`never: ${says}`)
}

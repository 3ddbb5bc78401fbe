import { eventType } from '@casewell/bus'
import { connect, textOf } from '@casewell/channel/contract'
import { line } from '@casewell/channel-line'
import * as z from 'zod'
import { bus } from './bus.ts'
import { account, written } from './outside/world.ts'

export const Said = eventType('chat.said', z.object({ text: z.string() }))
export const chat = connect(line.definition, 'shop', account, (event) => {
  if (event.type === 'message') bus.publish(Said(event.thread ?? '', { text: textOf(event.blocks) }))
})

bus.on(Said, ({ subject, data }) => console.log(`${subject} says: ${data.text}`))
await chat.handle(written('こんにちは'))
await chat.send({ id: 'm1', thread: 'U42', text: 'こんにちは、ボブさん。' })

import { createBus, eventType } from '@casewell/bus'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { connect, type Inbound, textOf } from '../../src/contract/index.ts'
import { loft, pigeon } from '../pigeon.ts'
import { signedRequest, update } from '../scene.ts'

const now = () => new Date('2026-01-05T09:00:00Z')
const request = (updates: readonly unknown[], secret = 'grain') =>
  signedRequest(updates, { secret, at: now().getTime() })

describe('an adapter without a desk', () => {
  test('[CON4] is a function: its events come in verified, its messages go out', async () => {
    const far = loft()
    const heard: Inbound[] = []
    const home = connect(pigeon(far).definition, 'home', { secret: 'grain' }, (e) => void heard.push(e), { now })
    expect((await home.handle(request([update({ chat: 'c1', text: 'hello' })]))).status).toBe(204)
    expect((await home.handle(request([update({})], 'wrong'))).status).toBe(401)
    expect(heard).toMatchObject([{ type: 'message', thread: 'c1', blocks: [{ t: 'text', text: 'hello' }] }])
    expect(await home.send({ id: 'm1', thread: 'c1', text: 'hi' })).toEqual({
      sent: ['p-m1'],
    })
    expect(far.arrived).toMatchObject([{ id: 'm1', thread: 'c1', blocks: [{ t: 'text', text: 'hi' }], parts: 1 }])
    await home.stop()
  })

  test('[CON4] speaks on a bare bus', async () => {
    const Said = eventType('pigeon.said', z.object({ text: z.string() }))
    const bus = createBus({ types: [Said] })
    const heard: string[] = []
    bus.on(Said, ({ data }) => void heard.push(data.text))
    const home = connect(
      pigeon(loft()).definition,
      'home',
      { secret: 'grain' },
      (event) => {
        if (event.type === 'message') bus.publish(Said(event.thread ?? '', { text: textOf(event.blocks) }))
      },
      { now },
    )
    await home.handle(request([update({ chat: 'c1', text: 'over the bus' })]))
    expect(heard).toEqual(['over the bus'])
    bus.close()
  })

  test('[CON4] does not acknowledge what the function could not take', async () => {
    let isBroken = true
    const take = async () => {
      if (isBroken) throw new Error('disk full')
    }
    const home = connect(pigeon(loft()).definition, 'home', { secret: 'grain' }, take, { now })
    expect((await home.handle(request([update({})]))).status).toBe(503)
    isBroken = false
    expect((await home.handle(request([update({})]))).status).toBe(204)
  })
})

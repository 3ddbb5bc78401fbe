// What an event costs: made and published, typed, to one listener, against the official CloudEvents SDK and an emit.
import { createBus, eventType } from '@casewell/bus'
import { CloudEvent } from 'cloudevents'
import { EventEmitter } from 'eventemitter3'
import * as z from 'zod'
import { bench, perSecond } from './harness.ts'

const CaseTagged = eventType('case.tagged', z.object({ tag: z.string(), by: z.string() }))
const data = { tag: 'sound', by: 'agent:ada' }

/** Events of one measurement: some tens of milliseconds on either side. */
const OURS = 400_000
const THEIRS = 20_000
const WARM_UP = 5

let heard = 0

/** A bus with one listener, publishing. */
function publishing() {
  const bus = createBus({ source: '/desk/1' })
  bus.on(CaseTagged, (event) => {
    heard = (heard + event.data.tag.length) | 0
  })
  return perSecond(OURS, () => {
    for (let i = 0; i < OURS; i++) bus.publish(CaseTagged('c1', data), { actor: 'agent:ada' })
  })
}

/** An emitter with one listener, emitting events of the SDK. */
function emitting(strict: boolean) {
  const emitter = new EventEmitter()
  emitter.on('case.tagged', (event: CloudEvent<typeof data>) => {
    heard = (heard + (event.data?.tag.length ?? 0)) | 0
  })
  return perSecond(THEIRS, () => {
    for (let i = 0; i < THEIRS; i++) {
      const attributes = { type: 'case.tagged', source: '/desk/1', subject: 'c1', actor: 'agent:ada', data }
      emitter.emit('case.tagged', new CloudEvent(attributes, strict))
    }
  })
}

export default bench('bus-publish', async (report) => {
  const ours = publishing()
  const strict = emitting(true)
  const loose = emitting(false)
  for (let i = 0; i < WARM_UP; i++) for (const side of [ours, strict, loose]) await side()

  const row = { unit: 'events/s', reference: 'CloudEvents SDK + emit', pairs: 31 }
  await report.ratio({ ...row, what: 'envelope and typed publish', bar: 15, hope: 25 }, ours, strict)
  await report.ratio({ ...row, what: 'the SDK not validating', reference: 'SDK (strict: false) + emit' }, ours, loose)
})

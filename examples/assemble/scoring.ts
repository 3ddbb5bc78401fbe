import { eventType } from '@casewell/bus'
import { csat, scale } from '@casewell/scoring'
import * as z from 'zod'
import { bus } from './bus.ts'
import { posted } from './outside/world.ts'

const stars = scale({ min: 1, max: 5 })
const given: number[] = []
const Rated = eventType('com.example.ticket_rated', z.object({ stars: z.int().min(1).max(5) }), { isForeign: true })
bus.on(Rated, ({ data }) => given.push(data.stars))
export const satisfaction = () => csat(stars.addAll(stars.zero(), given))

for (const event of posted) bus.ingest(event)
const { value, interval, n } = satisfaction()
console.log(`CSAT ${value} (${interval?.lower.toFixed(2)} to ${interval?.upper.toFixed(2)}), n = ${n}`)

// What a stranger writes against the published types: right uses compile, wrong ones do not. Compiled as .ts, .mts, .cts.
import { createBus, eventType } from '@casewell/bus'
import { type Can, keysOf, textBlocks } from '@casewell/channel/contract'
import { createDesk, type Plugin } from '@casewell/core'
import { decide, isActive, type Status } from '@casewell/core/case'
import { CaseResolved } from '@casewell/core/events'
import { isCasewellError } from '@casewell/errors'
import { knowledgePolicy } from '@casewell/knowledge/contract'
import { netPromoterScore } from '@casewell/scoring'
import { createSearch } from '@casewell/search'
import { collection, memoryStore, put } from '@casewell/store'
import { sqliteStore } from '@casewell/store-sqlite'
import { compare, semver } from '@casewell/versions'
import * as z from 'zod'

const CaseParked = eventType('case.parked', z.object({ minutes: z.number() }))
const bus = createBus()
bus.on(CaseParked, (event) => event.data.minutes.toFixed(1))
bus.on(CaseResolved, (event) => event.data.articles.map((id) => id.length))
bus.publish(CaseParked('case-1', { minutes: 5 }))
// @ts-expect-error: minutes are a number
bus.publish(CaseParked('case-1', { minutes: 'five' }))
// @ts-expect-error: an event type has no such data
bus.on(CaseParked, (event) => event.data.hours)

const Boxes = collection('boxes', z.object({ colour: z.string() }), {
  version: 1,
  indexes: { colour: (b) => [b.colour] },
})
put(Boxes, 'one', { colour: 'red' }, 'absent')
// @ts-expect-error: a box has a colour
put(Boxes, 'one', { size: 1 }, 'absent')

export async function open(): Promise<string> {
  const desk = await createDesk({ store: memoryStore() })
  const ada = desk.as({ id: 'ada', role: 'agent' })
  const { id } = await ada.cases.open({ subject: 'No sound', from: { email: 'bob@example.org' }, text: 'It is mute.' })
  await ada.cases.resolve(id, { code: 'fixed' })
  // @ts-expect-error: no resolution is called that
  await ada.cases.resolve(id, { code: 'done' })
  const status: Status = 'pending'
  return `${isActive(status)} ${decide('c1', undefined, { do: 'open', reference: 'CW-7K3M-9QXD', customer: 'bob' }).length}`
}

const answered: Plugin<{ readonly count: () => number }> = { name: 'answered', setup: () => ({ count: () => 1 }) }
// @ts-expect-error: a plugin has a name
const nameless: Plugin<undefined> = { setup: () => undefined }

const search = createSearch({ fields: { title: 3, text: 1 }, tags: ['product'] })
search.put({ id: 'a1', title: 'No sound', text: 'Raise it.', product: 'Duo' })
search.find('sound', { where: { product: ['Duo'] } }).hits.map(({ id }) => id.length)
// @ts-expect-error: not one of the tags
search.find('sound', { where: { colour: ['red'] } })

netPromoterScore([10, 7, 2]).interval
// @ts-expect-error: an answer is a number
netPromoterScore(['ten'])

const can: Partial<Can> = {}
export const kept = [
  answered,
  nameless,
  can,
  keysOf(undefined),
  textBlocks('It is mute.'),
  compare('1.10.0', '1.9.3', semver),
]
export const refused = (error: unknown): boolean => isCasewellError(error, 'store/conflict')
export const mayRead = knowledgePolicy(
  'read',
  { audience: 'internal', proficiency: 'candidate' },
  { confidence: 'wip', audience: 'public', governance: 'experience' },
)
export const host = sqliteStore({ file: 'desk.db', sqlite: 'libsql' })
// @ts-expect-error: there are two ways to an SQLite
sqliteStore({ file: 'desk.db', sqlite: 'sqlite3' })

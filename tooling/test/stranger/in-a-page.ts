// What somebody's page does with the doors that claim to run in a browser. Its answers are compared by the test.
import { createBus, eventType, fromCloudEvent, toCloudEvent } from '@casewell/bus'
import { SendingFailed } from '@casewell/channel/events'
import { decide, evolve } from '@casewell/core/case'
import { CaseResolved } from '@casewell/core/events'
import { isCasewellError } from '@casewell/errors'
import { knowledgePolicy } from '@casewell/knowledge/contract'
import { netPromoterScore } from '@casewell/scoring'
import { createSearch } from '@casewell/search'
import { trainClassifier } from '@casewell/search/classifier'
import { learnMeaning } from '@casewell/search/meaning'
import { restoreSearch, snapshotOf } from '@casewell/search/snapshot'
import { compare, semver, within } from '@casewell/versions'
import * as z from 'zod'

const CaseParked = eventType('case.parked', z.object({ minutes: z.number() }))

function heard(): readonly unknown[] {
  const bus = createBus({ source: '/page' })
  const minutes: unknown[] = []
  bus.on(CaseParked, (event) => minutes.push(event.data.minutes))
  const event = bus.publish(CaseParked('case-1', { minutes: 5 }))
  const again = fromCloudEvent(JSON.stringify(toCloudEvent(event)))
  try {
    fromCloudEvent('{}')
  } catch (error) {
    minutes.push(isCasewellError(error, 'bus/not-an-event'))
  }
  return [...minutes, again.type]
}

async function found(): Promise<readonly unknown[]> {
  const options = { fields: { title: 3, text: 1 } } as const
  const search = createSearch(options)
  search.put([
    { id: 'vpn', title: 'The VPN drops every hour', text: 'Renew the certificate of the gateway.' },
    { id: 'ink', title: 'The printer smears', text: 'Clean the drum.' },
    { id: 'sound', title: '升级后没有声音', text: '把输出上限调低，再调高。' },
  ])
  const restored = restoreSearch(snapshotOf(search), options)
  const card = ['my card is lost', 'I lost my card', 'card gone', 'lost the card', 'where is my card']
  const pin = ['I forgot my pin', 'pin forgotten', 'new pin please', 'change my pin', 'what is my pin']
  const examples = [...card.map((text) => ({ text, label: 'card' })), ...pin.map((text) => ({ text, label: 'pin' }))]
  const classifier = await trainClassifier(examples, { precision: 0.9 })
  return [
    restored.find('vpn gateway').hits.map(({ id }) => id),
    search.find('没有声音').hits[0]?.id,
    classifier.classify('they lost my card').label,
    typeof (await learnMeaning(search)),
  ]
}

function decided(): unknown {
  const [opened] = decide('c1', undefined, { do: 'open', reference: 'CW-7K3M-9QXD', customer: 'bob' })
  return opened && evolve(undefined, { ...opened, time: '2026-03-02T09:00:00.000Z' })?.status
}

const draft = { confidence: 'wip', audience: 'public', governance: 'experience' } as const

Object.assign(globalThis, {
  answers: async () => ({
    bus: heard(),
    search: await found(),
    case: decided(),
    events: [CaseResolved.type, SendingFailed.type],
    knowledge: knowledgePolicy('read', { audience: 'public', proficiency: 'reader' }, draft),
    scoring: netPromoterScore([10, 10, 7, 2]).points,
    versions: [compare('1.10.0', '1.9.3', semver), within('2.0.0-rc.1', '>=1.2.0 <2.0.0', semver).is],
  }),
})

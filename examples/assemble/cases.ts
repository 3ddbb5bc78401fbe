import type { Event } from '@casewell/bus'
import { type CaseCommand, decide, fold } from '@casewell/core/case'
import { bus } from './bus.ts'

const log: Event[] = [] // the store: an array
bus.on('case.*', (event) => log.push(event))
export const caseOf = (id: string) => fold(log.filter(({ subject }) => subject === id))
export const act = (id: string, wish: CaseCommand) => decide(id, caseOf(id), wish).map((fact) => bus.publish(fact))

act('c1', { do: 'open', reference: 'CW-1', customer: 'bob' })
act('c1', { do: 'resolve', code: 'fixed' })
act('c1', { do: 'receive', message: 'm1', conversation: 'v1', channel: 'app', isAutomatic: false })
console.log(log.map(({ type }) => type).join(', '), '->', caseOf('c1')?.status)

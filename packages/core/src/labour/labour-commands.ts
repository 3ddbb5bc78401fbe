import { rowsOf, type UnitOfWork } from '@casewell/store'
import type { Actor } from '../actor.ts'
import { caseErrors } from '../case/errors.ts'
import { Cases } from '../cases/collections.ts'
import { coreErrors } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import { Agents } from '../people/team.ts'
import { permit } from '../policy.ts'
import { tell } from '../tell.ts'
import { Contacts, type Effort, Efforts } from './collections.ts'
import { ContactRecorded, EffortRecorded } from './events.ts'

/** An exchange, as somebody enters it. */
export interface ContactEntry {
  readonly case: string
  readonly channel: string
  readonly direction: 'inbound' | 'outbound'
  readonly offeredAt: Date
  readonly answeredAt?: Date
  readonly endedAt?: Date
  readonly agent?: string
  /** @defaultValue true if an agent is named */
  readonly isAssisted?: boolean
  /** The entry that this one replaces. */
  readonly corrects?: string
}

/** Time spent, as somebody enters it: from when to when (measured), or how many minutes (declared or estimated). */
export type EffortEntry = {
  readonly case: string
  readonly activity: string
  /** @defaultValue whoever enters it */
  readonly agent?: string
  /** The entry that this one replaces. */
  readonly corrects?: string
} & (
  | { readonly from: Date; readonly to: Date; readonly minutes?: undefined; readonly source?: 'measured' }
  | {
      readonly minutes: number
      readonly source: 'declared' | 'estimated'
      readonly from?: undefined
      readonly to?: undefined
    }
)

/** No single piece of work is longer; milliseconds. */
const longestMs = 24 * 3_600_000
const minuteMs = 60_000

/** What one can enter of contacts and effort, inside one unit of work. A correction is a new entry. */
export class LabourCommands {
  readonly #unit: UnitOfWork
  readonly #actor: Actor
  readonly #kernel: Kernel

  constructor(unit: UnitOfWork, actor: Actor, kernel: Kernel) {
    this.#unit = unit
    this.#actor = actor
    this.#kernel = kernel
  }

  /** @throws `core/impossible-time` if it ends before it begins */
  async recordContact(entry: ContactEntry): Promise<{ readonly contact: string }> {
    permit(this.#actor, 'record-work')
    const { customer } = await this.#case(entry.case)
    inOrder([entry.offeredAt, entry.answeredAt, entry.endedAt])
    const contact = this.#kernel.ids()
    const { channel, direction, agent = null, corrects = null } = entry
    const times = {
      offeredAt: entry.offeredAt.toISOString(),
      answeredAt: iso(entry.answeredAt),
      endedAt: iso(entry.endedAt),
    }
    const facts = { channel, direction, ...times, agent, isAssisted: entry.isAssisted ?? agent !== null, corrects }
    if (corrects !== null) await this.#correctContact(corrects, contact)
    this.#unit.put(Contacts, contact, { case: entry.case, customer, ...facts, correctedBy: null })
    tell(this.#unit, ContactRecorded(entry.case, { contact, ...facts }))
    return { contact }
  }

  /** @throws `core/impossible-time` with the numbers: end before start, negative, more parallel work than declared */
  async recordEffort(entry: EffortEntry): Promise<{ readonly entry: string }> {
    permit(this.#actor, 'record-work')
    await this.#case(entry.case)
    const agent = entry.agent ?? this.#actor.id
    const id = this.#kernel.ids()
    const { activity, corrects = null } = entry
    if (corrects !== null) await this.#correctEffort(corrects, id)
    const spent = entry.from === undefined ? declared(entry.minutes, entry.source) : measured(entry.from, entry.to)
    if (entry.from !== undefined) await this.#checkParallel(agent, entry.from, entry.to)
    const { minutes, source } = spent
    this.#unit.put(Efforts, id, {
      case: entry.case,
      agent,
      activity,
      ...spent,
      recordedAt: this.#unit.now.toISOString(),
      corrects,
      correctedBy: null,
    })
    tell(this.#unit, EffortRecorded(entry.case, { entry: id, agent, activity, minutes, source, corrects }))
    return { entry: id }
  }

  async #case(id: string) {
    const stored = await this.#unit.get(Cases, id)
    if (!stored) throw caseErrors['not-found']({ case: id })
    return stored.doc
  }

  async #correctContact(id: string, by: string): Promise<void> {
    const known = await this.#unit.get(Contacts, id)
    if (!known || known.doc.correctedBy !== null)
      throw coreErrors['impossible-time']({ reason: `there is no contact ${id} to correct` })
    this.#unit.put(Contacts, id, { ...known.doc, correctedBy: by })
  }

  async #correctEffort(id: string, by: string): Promise<void> {
    const known = await this.#unit.get(Efforts, id)
    if (!known || known.doc.correctedBy !== null)
      throw coreErrors['impossible-time']({ reason: `there is no entry ${id} to correct` })
    this.#unit.put(Efforts, id, { ...known.doc, correctedBy: by })
  }

  /** Nobody does more things at once than they declared. */
  async #checkParallel(agent: string, from: Date, to: Date): Promise<void> {
    const most = (await this.#unit.get(Agents, agent))?.doc.parallel ?? 1
    const around = {
      index: 'measured',
      equals: [agent],
      from: new Date(from.getTime() - longestMs).toISOString(),
      to: to.toISOString(),
    } as const
    const same: Effort[] = []
    for await (const { doc } of rowsOf(this.#unit, Efforts, around))
      if (doc.to !== null && doc.to > from.toISOString()) same.push(doc)
    const atOnce = 1 + densest(same, from, to)
    if (atOnce > most)
      throw coreErrors['impossible-time']({
        reason: `${agent} would do ${atOnce} things at once between ${from.toISOString()} and ${to.toISOString()}, and declared ${most}`,
      })
  }
}

/** How many of these intervals overlap at one moment inside [from, to). */
function densest(entries: readonly Effort[], from: Date, to: Date): number {
  const edges = entries.flatMap((e) => [
    [Math.max(Date.parse(e.from ?? ''), from.getTime()), 1] as const,
    [Math.min(Date.parse(e.to ?? ''), to.getTime()), -1] as const,
  ])
  let now = 0
  let most = 0
  for (const [, step] of edges.sort(([a, x], [b, y]) => a - b || x - y)) {
    now += step
    most = Math.max(most, now)
  }
  return most
}

function inOrder(times: readonly (Date | undefined)[]): void {
  const known = times.filter((time) => time !== undefined)
  for (const [i, time] of known.entries()) {
    const before = known[i - 1]
    if (Number.isNaN(time.getTime())) throw coreErrors['impossible-time']({ reason: 'a time is no date' })
    if (before && time < before)
      throw coreErrors['impossible-time']({ reason: `${time.toISOString()} lies before ${before.toISOString()}` })
  }
}

function measured(from: Date, to: Date): Pick<Effort, 'from' | 'to' | 'minutes' | 'source'> {
  inOrder([from, to])
  const ms = to.getTime() - from.getTime()
  if (ms > longestMs)
    throw coreErrors['impossible-time']({
      reason: `${ms / minuteMs} minutes without a break is more than ${longestMs / minuteMs}`,
    })
  return { from: from.toISOString(), to: to.toISOString(), minutes: ms / minuteMs, source: 'measured' }
}

function declared(
  minutes: number,
  source: 'declared' | 'estimated',
): Pick<Effort, 'from' | 'to' | 'minutes' | 'source'> {
  if (!(minutes > 0 && minutes <= longestMs / minuteMs))
    throw coreErrors['impossible-time']({ reason: `${minutes} minutes lie outside 0 to ${longestMs / minuteMs}` })
  return { from: null, to: null, minutes, source }
}

const iso = (date: Date | undefined): string | null => date?.toISOString() ?? null

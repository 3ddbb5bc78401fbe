import { rowsOf, type Store } from '@casewell/store'
import type { Actor } from '../actor.ts'
import { type Named, named } from '../people/people-reader.ts'
import { permit } from '../policy.ts'
import { type Contact, Contacts, type Effort, Efforts } from './collections.ts'

/** What an hour of work costs. */
export interface Rates {
  /** Money per hour, by agent; `default` for whoever is not named. */
  readonly perHour: Readonly<Record<string, number>> & { readonly default?: number }
}

/** Time spent on a case. Null, and never 0, where nobody has entered any. */
export interface EffortSum {
  readonly minutes: number | null
  readonly entries: number
  /** Share of the minutes that a clock measured, 0…1. */
  readonly measuredShare: number | null
}

/** What a case has cost, or the reason why that is not known. */
export type Cost =
  | { readonly amount: number; readonly minutes: number; readonly reason?: undefined }
  | { readonly amount: null; readonly reason: 'no-effort' | 'no-rate' }

/** What one can read of contacts and effort, as somebody. */
export class LabourReader {
  readonly #store: Store
  readonly #actor: Actor

  constructor(store: Store, actor: Actor) {
    this.#store = store
    this.#actor = actor
  }

  async contacts(id: string): Promise<readonly Named<Contact>[]> {
    permit(this.#actor, 'record-work')
    return named(rowsOf(this.#store, Contacts, { index: 'case', equals: [id] }))
  }

  async effort(id: string): Promise<readonly Named<Effort>[]> {
    permit(this.#actor, 'record-work')
    return named(rowsOf(this.#store, Efforts, { index: 'case', equals: [id] }))
  }

  async effortOf(id: string): Promise<EffortSum> {
    const entries = await this.effort(id)
    if (entries.length === 0) return { minutes: null, entries: 0, measuredShare: null }
    const sum = (some: readonly Effort[]): number => some.reduce((minutes, entry) => minutes + entry.minutes, 0)
    const minutes = sum(entries)
    const isMeasured = entries.filter(({ source }) => source === 'measured')
    return { minutes, entries: entries.length, measuredShare: minutes === 0 ? null : sum(isMeasured) / minutes }
  }

  /** Minutes by rate; null with the reason where one of them is not known. */
  async costOf(id: string, { perHour }: Rates): Promise<Cost> {
    const entries = await this.effort(id)
    if (entries.length === 0) return { amount: null, reason: 'no-effort' }
    let amount = 0
    for (const { agent, minutes } of entries) {
      const rate = perHour[agent] ?? perHour.default
      if (rate === undefined) return { amount: null, reason: 'no-rate' }
      amount += (minutes / 60) * rate
    }
    return { amount, minutes: entries.reduce((sum, entry) => sum + entry.minutes, 0) }
  }
}

import { type Actor, actorName } from '@casewell/core'
import { knowledgeErrors } from '../errors.ts'
import { act, type House, viewerOf } from '../house.ts'
import { align, alignment, checklist, checklistTrend, sample } from './coaching.ts'
import type { Alignment } from './collections.ts'
import { type Consistency, consistency } from './consistency.ts'
import { type Due, due } from './due.ts'
import { duplicates, type Pair } from './duplicates.ts'
import { type Figures, figuresOf } from './figures.ts'
import { type Gap, gaps } from './gaps.ts'
import { type Health, health } from './health.ts'
import { type KnownNew, knownNew } from './known-new.ts'
import type { Period, Share } from './share.ts'

/** KCS's evolve loop: what the base as a whole needs. For the team; each question reads much, so ask it once a day. */
export class EvolveSeat {
  readonly #house: House
  readonly #actor: Actor

  /** @internal Use `kb.as(actor).evolve`. */
  constructor(house: House, actor: Actor) {
    this.#house = house
    this.#actor = actor
  }

  /** Articles that wait for somebody, each with the reasons. */
  async *due(): AsyncGenerator<Due, void, undefined> {
    this.#team('see what is due')
    yield* due(this.#house)
  }

  /** What is asked and no article answers, grouped, the most frequent first. */
  async gaps(period?: Period): Promise<readonly Gap[]> {
    this.#team('see gaps')
    return gaps(this.#house, period)
  }

  /** Pairs of articles that may be one; `isContradiction` where they tell different things. */
  async duplicates(): Promise<readonly Pair[]> {
    this.#team('see duplicates')
    return duplicates(this.#house, await viewerOf(this.#house, this.#actor))
  }

  /** Same question, same answer? And where not. */
  async consistency(): Promise<Consistency> {
    this.#team('see consistency')
    return consistency(this.#house)
  }

  /** Known, new, or known and not linked: how cases ended. */
  async knownNew(period?: Period): Promise<KnownNew> {
    this.#team('see known and new')
    return knownNew(this.#house, period)
  }

  /** Speed, quantity and accuracy, with intervals where they are shares. */
  async health(period?: Period): Promise<Health> {
    this.#team('see health')
    return health(this.#house, period)
  }

  /** Goes through the content standard with an article. */
  checklist(id: string, items: Readonly<Record<string, boolean>>, note?: string): Promise<void> {
    return act(this.#house, this.#actor, (given) => checklist(given, id, items, note))
  }

  /** What the checklists of each month say. */
  async checklistTrend(): Promise<readonly (Share & { readonly month: string })[]> {
    this.#team('see the trend')
    return checklistTrend(this.#house)
  }

  /** Ended cases to look at, chosen by chance. */
  async sample(options: Period & { readonly size?: number; readonly seed?: string } = {}): Promise<readonly string[]> {
    this.#team('draw a sample')
    return sample(this.#house, options)
  }

  /** What a coach saw on a sampled case. */
  align(of: string, seen: Omit<Alignment, 'by' | 'at' | 'note'> & { readonly note?: string }): Promise<void> {
    return act(this.#house, this.#actor, (given) => align(given, of, seen))
  }

  async alignment(period?: Period): Promise<Readonly<Record<'searched' | 'linked' | 'accurate', Share>>> {
    this.#team('see alignment')
    return alignment(this.#house, period)
  }

  /** One's own figures; of others, a lead's look past the floor, or null. */
  figures(agent: string = this.#actor.id, period?: Period): Promise<Figures | null> {
    return figuresOf(this.#house, this.#actor, agent, period)
  }

  #team(deed: string): void {
    if (this.#actor.role !== 'customer') return
    throw knowledgeErrors.denied({ who: actorName(this.#actor), deed, article: 'of the team', proficiency: 'reader' })
  }
}

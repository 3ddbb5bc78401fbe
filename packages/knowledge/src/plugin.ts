import type { Actor, DeskPort, Plugin } from '@casewell/core'
import { CaseResolved, ContentRedacted, MessageReceived } from '@casewell/core/events'
import { deskBase } from './base/desk-base.ts'
import { guestBase } from './base/guest-base.ts'
import { type KnowledgePolicy, knowledgePolicy, type Proficiency } from './contract/policy.ts'
import type { KnowledgeStore } from './contract/store.ts'
import { knowledgeErasing } from './erasing.ts'
import {
  ArticleLinked,
  ArticleMerged,
  ArticleStateChanged,
  ArticleUnlinked,
  knowledgeEvents,
  WordsForgotten,
} from './events.ts'
import { Alignments, Checklists } from './evolve/collections.ts'
import { type Thresholds, usualThresholds } from './finding/verdict.ts'
import { fittingBy } from './fitting/fitting.ts'
import type { Act, House } from './house.ts'
import { Learner, type Learning, type LearningOptions } from './learning/learner.ts'
import { KnowledgeSeat } from './seat.ts'
import { ArticleLinks, ArticleRevisions, Articles, IndexSnapshots, linkId } from './shelf/collections.ts'
import { beforeResolve, type Resolving } from './solve/before-resolve.ts'
import { Deliveries, Flags, Judgements, Proficiencies, Searches, WithoutArticle } from './solve/collections.ts'
import { forgetWords, link } from './solve/link.ts'
import { ProcedureRuns } from './solve/procedure.ts'
import { suggest } from './solve/suggest.ts'

/** How knowledge is kept on a desk; everything has a default. */
export interface KnowledgeOptions {
  /** Where articles are. @defaultValue on the desk's own store, searched in this process's memory */
  readonly store?: KnowledgeStore
  /** Who may see and do what. @defaultValue `knowledgePolicy` */
  readonly policy?: KnowledgePolicy
  /** Groups of expressions that mean the same, for the desk's own store. */
  readonly synonyms?: readonly (readonly string[])[]
  /** When a case is resolved without an article and without a reason. @defaultValue `'remind'` */
  readonly resolving?: Resolving
  /** When a question counts as known, and when as new. @defaultValue from 0.75 on, below 0.35 */
  readonly thresholds?: Thresholds
  /** How links teach which cases are known; false: they do not. */
  readonly learning?: LearningOptions | false
  /** How many articles are laid beside an open case. @defaultValue 5 */
  readonly suggestions?: number
  /** What an agent may do whom no coach has spoken about yet. @defaultValue `'contributor'` */
  readonly startingProficiency?: Proficiency
}

/** What the plugin hands back. */
export interface KnowledgeApi {
  /** A seat at the knowledge base, as somebody. */
  as(actor: Actor): KnowledgeSeat
  readonly store: KnowledgeStore
  /** What links between cases and articles teach now, or why nothing yet; waits until it has been learnt. */
  learning(): Promise<Learning>
}

const ownCollections = [
  Articles,
  ArticleRevisions,
  ArticleLinks,
  IndexSnapshots,
  Searches,
  Flags,
  Judgements,
  WithoutArticle,
  Deliveries,
  Proficiencies,
  ProcedureRuns,
  Checklists,
  Alignments,
] as const

/**
 * Knowledge on a desk: articles are suggested on every message, linked, improved and captured on the open case.
 *
 * @example
 * ```ts
 * import { testDesk } from '@casewell/core/testing'
 * import { knowledge } from '@casewell/knowledge'
 *
 * const { desk } = await testDesk()
 * const kb = desk.use(knowledge())
 * await desk.start()
 * const [ada, lea] = [desk.as({ id: 'ada', role: 'agent' }), kb.as({ id: 'lea', role: 'lead' })]
 * const { id } = await lea.create({ language: 'en', title: 'No sound after the update', resolution: 'Lower the limit.' })
 * const { id: mute } = await ada.cases.open({ subject: 'Radio', from: { email: 'b@x.org' }, text: 'No sound since the update' })
 * await desk.settled()
 * console.log((await lea.suggestions(mute))?.doc.hits[0]?.article === id) // true
 * await desk.stop()
 * ```
 */
export function knowledge(options: KnowledgeOptions = {}): Plugin<KnowledgeApi> {
  let house: House | undefined
  return {
    name: 'knowledge',
    collections: ownCollections,
    events: knowledgeEvents,
    erasing: knowledgeErasing,
    setup(desk) {
      house = build(desk, options)
      listen(desk, house)
      desk.before('resolve', beforeResolve(options.resolving ?? 'remind'))
      const own = house
      return {
        as: (actor) => new KnowledgeSeat(own, actor),
        store: own.base.store,
        learning: () => own.learner.learning(),
      }
    },
    async start() {
      await house?.base.open()
      house?.learner.start()
    },
    async stop() {
      await house?.learner.stop()
      await house?.base.close()
    },
  }
}

function build(desk: DeskPort, options: KnowledgeOptions): House {
  const { policy = knowledgePolicy, synonyms, store } = options
  const base = store ? guestBase(store) : deskBase(desk, { policy, ...(synonyms && { synonyms }) })
  return {
    desk,
    base,
    policy,
    learner: new Learner({ desk, base, policy }, options.learning),
    thresholds: options.thresholds ?? usualThresholds,
    suggestions: options.suggestions ?? 5,
    startingProficiency: options.startingProficiency ?? 'contributor',
    fitting: fittingBy(desk),
    newId: () => desk.newId(),
  }
}

function listen(desk: DeskPort, house: House): void {
  for (const type of [ArticleLinked, ArticleUnlinked]) desk.bus.on(type, () => house.learner.changed())
  for (const type of [WordsForgotten, ArticleMerged, ArticleStateChanged])
    desk.bus.on(type, ({ subject }) => house.learner.forget(subject))
  desk.subscribe({
    name: 'knowledge.suggest',
    events: [MessageReceived],
    from: 'now',
    async handle({ subject, data }, work) {
      if (!data.isAutomatic) await suggest(house, work, subject, data.message)
    },
  })
  desk.subscribe({
    name: 'knowledge.resolved',
    events: [CaseResolved],
    async handle({ subject, data, actor }, work) {
      const given = asItself(house, work, actor)
      for (const article of data.articles)
        if (await house.base.get(work, article)) await link(given, subject, article, 'resolved-by')
    },
  })
  desk.subscribe({
    name: 'knowledge.redacted',
    events: [ContentRedacted],
    handle: ({ subject }, work) => forgetWords(work, subject),
  })
  if (house.base.store.can.learning && !house.base.readsLinks) teach(desk, house)
}

/** The desk at work for somebody: with all eyes, in the name of whoever caused it. */
function asItself(house: House, work: Act['work'], by: string): Act {
  const [role = 'system', id = by] = by.split(':')
  const actor = { id, role: role as Actor['role'] } // events name their actor as `role:id`
  return { house, work, actor, viewer: { audience: 'internal', proficiency: 'coach' } }
}

/** A store that somebody brought learns the words of linked cases, too. */
function teach(desk: DeskPort, { base }: House): void {
  desk.subscribe({
    name: 'knowledge.learn',
    events: [ArticleLinked, ArticleUnlinked, WordsForgotten],
    batch: 1,
    async handle({ subject, data }, work) {
      const words = (await work.get(ArticleLinks, linkId(subject, data.case)))?.doc.words ?? ''
      await base.store.learn?.(subject, { case: data.case, words: words === '' ? null : words })
    },
  })
}

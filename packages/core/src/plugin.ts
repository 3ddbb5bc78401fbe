import type { AnyEventType, EventOf, Listening } from '@casewell/bus'
import type { AnyCollection, Blobs, Reader, RetryPolicy, Store } from '@casewell/store'
import type { Actor } from './actor.ts'
import type { AnswerIn } from './answer-in.ts'
import type { CommandName } from './case/commands.ts'
import { coreErrors } from './errors.ts'
import type { Hear } from './hear.ts'
import type { Before } from './kernel.ts'
import type { Erasing } from './privacy/erasing.ts'
import type { Work } from './work.ts'

/** A durable subscription of a plugin: a name, what it wants to hear, and what it does. */
export interface SubscribeOptions<E extends AnyEventType> {
  /** Unique on the desk: the checkpoint is kept under it for ever. */
  readonly name: string
  readonly events: readonly E[] | 'all'
  /** Events of one key are handled in order; a failing one parks only its key. @defaultValue the event's subject */
  readonly key?: (event: EventOf<E>) => string
  /**
   * Handles one event. Everything it writes through `work` is committed together with the checkpoint: a crash repeats
   * nothing and loses nothing.
   */
  handle(event: EventOf<E>, work: Work): void | Promise<void>
  /** @defaultValue `'start'` */
  readonly from?: 'start' | 'now'
  /** At most so many events share one commit; 1 if `handle` has effects outside the store. @defaultValue 512 */
  readonly batch?: number
  readonly leaseMs?: number
  readonly retry?: RetryPolicy
}

/** What a plugin sees of the desk while it is set up, and may keep. */
export interface DeskPort {
  readonly tenant: string
  /** Who listens here hears every commit from then on, its own and others': best effort. */
  readonly bus: Listening
  readonly read: Reader & Pick<Store, 'count' | 'readLog' | 'head' | 'now' | 'onCommit'>
  readonly blobs: Blobs
  /** Decides and commits one unit of work: as the plugin itself, or as whoever asked the plugin. */
  transact<R>(decide: (work: Work) => Promise<R> | R, as?: Actor): Promise<R>
  /** Listens durably. */
  subscribe<const E extends AnyEventType>(options: SubscribeOptions<E>): void
  /** Stands before a command, inside its unit of work: may refuse it, or add to the unit. */
  before(command: CommandName, stand: Before): void
  /** Hears what customers say, inside the unit that receives it, and may take it for an answer to a program. */
  hear(hear: Hear): void
  /** Chooses the conversation of answers that name none; the first who has an opinion is followed. */
  answerIn(choose: AnswerIn): void
  /** Makes an id as the desk makes its own: ids of one process sort in the order in which they were made. */
  newId(): string
  /** Makes an id that tells nothing of what it was made from: an HMAC under the tenant's key. */
  seal(...parts: readonly string[]): string
  /** Another plugin's API, if it is in use. */
  api(plugin: string): unknown
  /** Where a plugin reports what it could not do and nobody waits for. */
  report(error: unknown): void
}

/** A plugin that another one cannot do without: who meets its absence is told what to install and what to write. */
export interface Requirement {
  /** What it is called on the desk: `surveys`. */
  readonly name: string
  /** What npm installs: `@casewell/surveys`. */
  readonly package: string
  /** What stands in `desk.use(…)`: `surveys({ … })`. */
  readonly use: string
}

/** A guest on the desk, with the same rights as every other. */
export interface Plugin<Api = unknown> {
  readonly name: string
  /** Plugins that must be in use before this one. */
  readonly requires?: readonly Requirement[]
  readonly collections?: readonly AnyCollection[]
  readonly events?: readonly AnyEventType[]
  /** What remains of its documents when content is erased that they are about; of others nothing does. See `erasing`. */
  readonly erasing?: readonly Erasing[]
  /** Connects it to the desk; what it returns is its API, handed back by `desk.use`. */
  setup(desk: DeskPort): Api
  start?(): Promise<void> | void
  /** Finishes what is under way. Called once, also if `start` never was. */
  stop?(): Promise<void> | void
}

/** Programs that no compiler has read give what they like. @throws `core/not-a-plugin` */
export function mustBePlugin(given: unknown): void {
  const { name, setup } = (given ?? {}) as { readonly name?: unknown; readonly setup?: unknown } // whatever it is
  if (typeof name === 'string' && typeof setup === 'function') return
  const of = typeof name === 'string' && name !== '' ? ` ${name}` : ''
  throw coreErrors['not-a-plugin']({ given: `${given === null ? 'null' : typeof given}${of}` })
}

import type { AnyEventType } from '@casewell/bus'
import { Bus, type Listening } from '@casewell/bus'
import { messageOf } from '@casewell/errors'
import {
  type Blobs,
  type FailedAttempt,
  type Reader,
  type Running,
  runTimers,
  type Store,
  type StoreHost,
  type Subscription,
  subscription,
  transact,
  type UnitOfWork,
} from '@casewell/store'
import { type Actor, actorName, isRole } from './actor.ts'
import { allEvents } from './all-events.ts'
import type { AnswerIn } from './answer-in.ts'
import type { CommandName } from './case/commands.ts'
import { WakeDue } from './case/events.ts'
import type { DeskOptions } from './desk-options.ts'
import { DeskWork } from './desk-work.ts'
import { coreErrors } from './errors.ts'
import type { Hear } from './hear.ts'
import type { Before, Kernel } from './kernel.ts'
import { type DeskPort, mustBePlugin, type Plugin, type SubscribeOptions } from './plugin.ts'
import { Eraser } from './privacy/eraser.ts'
import { ErasureDue } from './privacy/events.ts'
import { Pump } from './pump.ts'
import { Seat } from './seat.ts'
import { isTelling } from './tell.ts'
import { Verifier } from './verification/verifier.ts'
import type { ConfirmWish, Verified, VerifyWish } from './verification/wishes.ts'
import type { Work } from './work.ts'

/** Cases, people, plugins and policy of one tenant, on one store and one bus. */
export class Desk implements AsyncDisposable {
  readonly tenant: string
  readonly #host: StoreHost
  readonly #sharesHost: boolean
  readonly #store: Store
  readonly #kernel: Kernel
  readonly #bus: Bus
  readonly #pump: Pump
  readonly #onError: (error: unknown) => void
  readonly #verifier: Verifier
  readonly #plugins = new Map<string, { readonly plugin: Plugin; readonly api: unknown }>()
  readonly #subscriptions = new Map<string, Subscription>()
  #timers: Running | undefined
  #life: 'new' | 'started' | 'stopped' = 'new'
  #starting: Promise<void> | undefined
  #stopping: Promise<void> | undefined

  /** @internal Use `createDesk`. */
  constructor(options: DeskOptions, tenant: string, store: Store, kernel: Omit<Kernel, 'work'>, position: number) {
    this.tenant = tenant
    this.#host = options.store
    this.#sharesHost = options.sharesStore ?? false
    this.#store = store
    this.#kernel = { ...kernel, work: (unit, actor) => new DeskWork(unit, actor, this.#kernel) }
    this.#onError = options.onError ?? printError
    this.#verifier = new Verifier(store, this.#kernel, options.verification ?? {}, (error) => this.#onError(error))
    this.#bus = new Bus({ tenant, types: allEvents, onError: (error) => this.#onError(error) })
    this.#pump = new Pump(store, this.#bus, position, this.#onError)
    this.#listen('core', {
      name: 'core.wake',
      events: [WakeDue],
      handle: ({ subject, data }, work) => work.cases.wake(subject, data),
    })
    this.#listen('core', {
      name: 'core.erasure',
      events: [ErasureDue],
      batch: 1, // it commits by itself, as often as it takes
      handle: async ({ subject }) => void (await new Eraser(store, this.#kernel).run(subject)),
    })
  }

  /** Who listens here hears every commit from then on, of all processes: best effort, in order. */
  get bus(): Listening {
    return this.#bus
  }

  /** Reads documents as they are: for programs of the team. People read through `as`. */
  get read(): Reader & Pick<Store, 'count' | 'readLog' | 'head' | 'now' | 'about'> {
    return this.#store
  }

  get blobs(): Blobs {
    return this.#store.blobs
  }

  /**
   * Plugs in, and hands back the plugin's own API. Before `start`.
   *
   * @throws `core/not-a-plugin`, `core/same-name`, `core/missing-plugin`, `core/too-late`
   */
  use<Api>(plugin: Plugin<Api>): Api {
    mustBePlugin(plugin)
    if (this.#life !== 'new') throw coreErrors['too-late']({ what: `use(${plugin.name})` })
    if (this.#plugins.has(plugin.name)) throw coreErrors['same-name']({ kind: 'plugin', name: plugin.name })
    const missing = plugin.requires?.find(({ name }) => !this.#plugins.has(name))
    if (missing) throw coreErrors['missing-plugin']({ ...missing, plugin: plugin.name })
    this.#bus.register(...(plugin.events ?? []))
    for (const collection of plugin.collections ?? []) this.#kernel.collections.set(collection.name, collection)
    for (const erasing of plugin.erasing ?? []) this.#kernel.erasings.set(erasing.collection.name, erasing)
    const api = plugin.setup(this.#port(plugin))
    this.#plugins.set(plugin.name, { plugin, api })
    return api
  }

  /** Brings stored documents up to date, then starts subscriptions, timers and plugins. Idempotent. */
  start(): Promise<void> {
    if (this.#life === 'stopped') return Promise.reject(coreErrors.stopped())
    this.#starting ??= this.#start()
    return this.#starting
  }

  /** Stops plugins, finishes what is under way, closes the store. Idempotent. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  /** A seat at the desk: the one way to act and to read. @throws `core/telling-id`, `core/no-role` */
  as(actor: Actor): Seat {
    if (!isRole(actor?.role)) throw coreErrors['no-role']({ role: String(actor?.role) })
    if (isTelling(actor.id)) throw coreErrors['telling-id']({ role: actor.role })
    return new Seat(actor, this.#store, this.#kernel, this.#verifier)
  }

  /**
   * Finds out whether somebody is who they seem to be, for one purpose: by a proof that still holds, a signed session of
   * the host application, or a code that is sent to a verified handle (`pending`: it comes back through `confirm`).
   * `impossible`: there is no such handle; an agent may vouch. For a case that does not exist it does and says the same.
   *
   * @example
   * ```ts
   * import { createDesk } from '@casewell/core'
   * import { memoryStore } from '@casewell/store'
   *
   * const codes: string[] = []
   * const verification = { deliver: async ({ code }: { code: string }) => void codes.push(code) } // an SMS
   * await using desk = await createDesk({ store: memoryStore(), verification })
   * const ada = desk.as({ id: 'ada', role: 'agent' })
   * const phone = { kind: 'phone', value: '+4930123456', assurance: 'verified' } as const
   * const { id } = await ada.cases.open({ subject: 'No sound', from: { handle: phone } })
   *
   * const wish = { purpose: 'read-case', session: 'browser-1' } as const
   * console.log((await desk.verify(id, wish)).outcome) // pending
   * console.log((await desk.confirm(id, { ...wish, code: codes[0] ?? '' })).outcome) // verified
   * const { customer } = await ada.cases.get(id)
   * const bob = desk.as({ id: customer, role: 'customer', assurance: 'unverified', session: 'browser-1' })
   * console.log((await bob.cases.get(id)).content.subject) // No sound
   * ```
   */
  verify(id: string, wish: VerifyWish): Promise<Verified> {
    return this.#verifier.verify(id, wish)
  }

  /**
   * Takes a code that came back; right, it proves the purpose for a time.
   *
   * @throws `core/wrong-code`, `core/code-expired`, `core/code-used`, `core/code-locked`
   */
  confirm(id: string, wish: ConfirmWish): Promise<Verified> {
    return this.#verifier.confirm(id, wish)
  }

  /** Decides and commits one unit of work as the system; a lost race runs the function again from the start. */
  transact<R>(decide: (work: Work) => Promise<R> | R): Promise<R> {
    return this.#transact({ id: 'desk', role: 'system' }, decide)
  }

  /** Listens durably: what `handle` writes is committed together with the checkpoint. Before `start`. */
  subscribe<const E extends AnyEventType>(options: SubscribeOptions<E>): void {
    this.#listen('desk', options)
  }

  /** Stands before a command, inside its unit of work. Before `start`. */
  before(command: CommandName, stand: Before): void {
    this.#stand('desk', command, stand)
  }

  /** The durable subscriptions of this desk: their lag, their dead letters. */
  get subscriptions(): readonly Subscription[] {
    return [...this.#subscriptions.values()]
  }

  /** Resolves when all subscriptions and live listeners have heard everything that is in the log. */
  async settled(): Promise<void> {
    for (;;) {
      await this.#pump.drain()
      const before = await this.#store.head()
      await Promise.all(this.subscriptions.map((s) => s.caughtUp()))
      if ((await this.#store.head()).position === before.position) return
    }
  }

  async #start(): Promise<void> {
    for (const { plugin } of this.#plugins.values())
      await this.#store.prepare({ collections: plugin.collections ?? [], events: plugin.events ?? [] })
    this.#life = 'started'
    this.#timers = runTimers(this.#store, this.#onError)
    for (const s of this.#subscriptions.values()) s.start()
    for (const { plugin } of this.#plugins.values()) await plugin.start?.()
  }

  async #stop(): Promise<void> {
    await this.#starting?.catch(() => {}) // whoever started it has been told
    this.#life = 'stopped'
    for (const { plugin } of [...this.#plugins.values()].reverse()) await this.#attempt(() => plugin.stop?.())
    await this.#attempt(() => this.#timers?.stop())
    for (const s of this.#subscriptions.values()) await this.#attempt(() => s.stop())
    await this.#attempt(() => this.#pump.stop())
    this.#bus.close()
    if (!this.#sharesHost) await this.#host.close()
  }

  async #attempt(work: () => Promise<void> | void): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#onError(error)
    }
  }

  #port(plugin: Plugin): DeskPort {
    const actor: Actor = { id: plugin.name, role: 'system' }
    return {
      tenant: this.tenant,
      bus: this.#bus,
      read: this.#store,
      blobs: this.#store.blobs,
      transact: (decide, as = actor) => this.#transact(as, decide),
      subscribe: (options) => this.#listen(plugin.name, options),
      before: (command, stand) => this.#stand(plugin.name, command, stand),
      hear: (hear) => this.#hear(plugin.name, hear),
      answerIn: (choose) => this.#answerIn(plugin.name, choose),
      newId: this.#kernel.ids,
      seal: this.#kernel.seal,
      api: (name) => this.#plugins.get(name)?.api,
      report: (error) => this.#onError(error),
    }
  }

  #transact<R>(actor: Actor, decide: (work: Work) => Promise<R> | R): Promise<R> {
    return transact(this.#store, (unit) => decide(this.#kernel.work(unit, actor)), { by: { actor: actorName(actor) } })
  }

  #listen<const E extends AnyEventType>(owner: string, options: SubscribeOptions<E>): void {
    if (this.#life !== 'new') throw coreErrors['too-late']({ what: `subscribe(${options.name})` })
    if (this.#subscriptions.has(options.name))
      throw coreErrors['same-name']({ kind: 'subscription', name: options.name })
    const actor: Actor = { id: owner, role: 'system' }
    const handle = (event: Parameters<typeof options.handle>[0], unit: UnitOfWork) =>
      options.handle(event, this.#kernel.work(unit, actor))
    const made = subscription<E>(this.#store, {
      ...options,
      handle,
      onError: this.#onError,
      onFailed: (failed) => this.#failed(failed),
    })
    this.#subscriptions.set(options.name, made)
  }

  /** The first attempt that fails is news, and so is the last one; those between say nothing new. */
  #failed({ error, key: _, ...failed }: FailedAttempt): void {
    if (failed.attempt > 1 && failed.attempt < failed.attempts) return
    this.#onError(coreErrors['handler-failed']({ ...failed, reason: messageOf(error) }, { cause: error }))
  }

  #hear(plugin: string, hear: Hear): void {
    if (this.#life !== 'new') throw coreErrors['too-late']({ what: `hear(${plugin})` })
    this.#kernel.hears.push(hear)
  }

  #answerIn(plugin: string, choose: AnswerIn): void {
    if (this.#life !== 'new') throw coreErrors['too-late']({ what: `answerIn(${plugin})` })
    this.#kernel.answersIn.push(choose)
  }

  #stand(plugin: string, command: CommandName, stand: Before): void {
    if (this.#life !== 'new') throw coreErrors['too-late']({ what: `before(${command})` })
    const all = this.#kernel.befores.get(command) ?? []
    this.#kernel.befores.set(command, [...all, { plugin, stand }])
  }
}

function printError(error: unknown): void {
  // biome-ignore lint/suspicious/noConsole: the default of a library that must not lose an error in silence
  console.error(error)
}

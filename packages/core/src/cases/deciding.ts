import type { UnitOfWork } from '@casewell/store'
import type { Actor } from '../actor.ts'
import type { CaseCommand } from '../case/commands.ts'
import { decide } from '../case/decide.ts'
import { caseErrors } from '../case/errors.ts'
import { evolve } from '../case/evolve.ts'
import { checkGuard } from '../case/guard.ts'
import type { CaseState } from '../case/state.ts'
import { coreErrors } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import { CustomerCommands } from '../people/customer-commands.ts'
import { type Asking, permitOn } from '../people/person.ts'
import type { Deed } from '../policy.ts'
import { tell } from '../tell.ts'
import { Cases, CommandResults } from './collections.ts'
import type { Wish } from './wishes.ts'

/** Commands that concern a message of the very case, and so are not sent on to the case it was merged into. */
const staysPut = new Set<CaseCommand['do']>([
  'redact',
  'redact-file',
  'record-delivery',
  'edit',
  'delete',
  'react',
  'wake',
])

/** The timer of a case's wait. */
export const wakeKey = (id: string): string => `wake/${id}`

/** How a command on a case becomes facts, inside one unit of work. */
export abstract class Deciding {
  protected readonly unit: UnitOfWork
  protected readonly actor: Actor
  protected readonly kernel: Kernel
  protected readonly customers: CustomerCommands

  constructor(unit: UnitOfWork, actor: Actor, kernel: Kernel) {
    this.unit = unit
    this.actor = actor
    this.kernel = kernel
    this.customers = new CustomerCommands(unit, { id: 'cases', role: 'system' }, kernel)
  }

  protected get asking(): Asking {
    return { reader: this.unit, actor: this.actor, kernel: this.kernel }
  }

  protected get at(): number {
    return this.unit.now.getTime()
  }

  protected get time(): string {
    return this.unit.now.toISOString()
  }

  protected async state(id: string): Promise<CaseState> {
    const stored = await this.unit.get(Cases, id)
    if (!stored) throw caseErrors['not-found']({ case: id })
    return stored.doc
  }

  /** The case itself, or the one that absorbed it. The path never has a circle: `merge` refuses one. */
  protected async root(id: string, deed: Deed): Promise<CaseState> {
    let state = await this.state(id)
    await permitOn(this.asking, deed, state)
    while (state.absorbedBy !== null) state = await this.state(state.absorbedBy)
    return state
  }

  /** Decides one command and puts its facts and the new state into the unit. */
  protected async apply(id: string, command: CaseCommand, { guard }: Wish): Promise<void> {
    const before = (await this.unit.get(Cases, id))?.doc
    if (command.do !== 'open') await permitOn(this.asking, command.do, before)
    if (before && guard) checkGuard(before, guard)
    await this.askPlugins(before, command)
    const drafts = decide(id, before, command)
    let state = before
    for (const draft of drafts) {
      tell(this.unit, draft)
      state = evolve(state, { ...draft, time: this.time })
    }
    if (state && drafts.length > 0) this.unit.put(Cases, id, state)
    if (before?.waitUntil && state?.waitUntil !== before.waitUntil) this.unit.unschedule(wakeKey(id))
  }

  protected async askPlugins(state: CaseState | undefined, command: CaseCommand): Promise<void> {
    for (const { plugin, stand } of this.kernel.befores.get(command.do) ?? []) {
      const refusal = await stand(state, command, this.kernel.work(this.unit, this.actor))
      if (refusal) throw coreErrors.refused({ command: command.do, plugin, reason: refusal.reason })
    }
  }

  /** A command that is nothing but its own facts. */
  protected plain(id: string, command: Exclude<CaseCommand, { do: 'open' }>, how: Wish): Promise<void> {
    return this.once(how, async () => {
      const target = staysPut.has(command.do) ? await this.state(id) : await this.root(id, command.do)
      await this.apply(target.id, command, how)
    })
  }

  /** The same key again gives the first result again. */
  protected async once<R>({ key }: Wish, act: () => Promise<R>): Promise<R> {
    if (key === undefined) return act()
    const id = this.kernel.seal('command', this.actor.role, this.actor.id, key)
    const known = await this.unit.get(CommandResults, id)
    if (known) return known.doc.result as R // the same key stands for the same command, and so for the same kind of result
    const result = await act()
    this.unit.put(CommandResults, id, { at: this.at, result: result ?? null })
    return result
  }
}

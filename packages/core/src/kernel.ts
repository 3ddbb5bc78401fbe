import type { AnyCollection, Store, UnitOfWork } from '@casewell/store'
import type * as z from 'zod'
import type { Actor } from './actor.ts'
import type { AnswerIn } from './answer-in.ts'
import type { CaseCommand, CommandName } from './case/commands.ts'
import type { CaseState } from './case/state.ts'
import type { CaseType } from './case/status.ts'
import type { Hear } from './hear.ts'
import type { Erasing } from './privacy/erasing.ts'
import type { Needs } from './verification/needs.ts'
import type { Work } from './work.ts'

/** Stands before a command, inside its unit of work: nothing to object, or the reason why not. */
export type Before = (
  state: CaseState | undefined,
  command: CaseCommand,
  work: Work,
) => Refusal | void | Promise<Refusal | void>

/** Why a plugin does not let a command pass. */
export interface Refusal {
  readonly reason: string
}

/** Custom fields: one zod object per case type. */
export type FieldSchemas = Partial<Readonly<Record<CaseType, z.ZodObject>>>

/** What everything inside a desk shares. */
export interface Kernel {
  readonly store: Store
  readonly ids: () => string
  readonly random: (bytes: number) => Uint8Array
  readonly referencePrefix: string
  readonly fields: FieldSchemas
  /** Makes an id that tells nothing of what it was made from: an HMAC under the tenant's key. */
  readonly seal: (...parts: readonly string[]) => string
  /** Every kind of document that the desk and its plugins keep, by name. */
  readonly collections: Map<string, AnyCollection>
  /** What remains of plugins' documents when content is erased, by collection. */
  readonly erasings: Map<string, Erasing>
  /** How sure one must be of a customer before they may do something themselves. */
  readonly needs: Needs
  readonly befores: Map<CommandName, { readonly plugin: string; readonly stand: Before }[]>
  readonly hears: Hear[]
  readonly answersIn: AnswerIn[]
  /** The unit's other face: what plugins hold. */
  readonly work: (unit: UnitOfWork, actor: Actor) => Work
}

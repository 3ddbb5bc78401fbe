import type { CaseType, DeliveryState, LinkKind, Priority, ResolutionCode } from './status.ts'

/** What the customer's or the team's words look like to the case: who and where, never what. */
interface Saying {
  readonly message: string
  readonly conversation: string
  readonly channel: string
  /** Written by a program: an auto-reply, a survey, a bot. It is kept, but it neither answers nor asks. */
  readonly isAutomatic: boolean
}

/** A wish about one case. Ids and instants are arguments: deciding is pure. */
export type CaseCommand =
  | {
      readonly do: 'open'
      readonly reference: string
      readonly customer: string
      readonly organization?: string | null
      readonly type?: CaseType
      readonly priority?: Priority
      readonly queue?: string | null
      readonly assignee?: string | null
      readonly channel?: string | null
    }
  | ({ readonly do: 'receive' } & Saying)
  | ({ readonly do: 'reply' } & Saying)
  | { readonly do: 'note'; readonly message: string }
  | { readonly do: 'edit'; readonly message: string }
  | { readonly do: 'delete'; readonly message: string }
  | { readonly do: 'react'; readonly message: string; readonly isRemoved: boolean }
  | { readonly do: 'record-delivery'; readonly message: string; readonly state: DeliveryState }
  | { readonly do: 'assign'; readonly assignee: string | null }
  | { readonly do: 'set-queue'; readonly queue: string | null }
  | { readonly do: 'set-priority'; readonly priority: Priority }
  | { readonly do: 'set-type'; readonly type: CaseType }
  | { readonly do: 'set-fields'; readonly fields: readonly string[] }
  | {
      readonly do: 'describe'
      readonly parts: readonly ('subject' | 'issue' | 'environment' | 'cause' | 'resolution')[]
    }
  | { readonly do: 'tag'; readonly tag: string }
  | { readonly do: 'untag'; readonly tag: string }
  | { readonly do: 'wait'; readonly until: string | null }
  | { readonly do: 'hold' }
  | { readonly do: 'resume' }
  | { readonly do: 'wake'; readonly until: string }
  | { readonly do: 'resolve'; readonly code: ResolutionCode; readonly articles?: readonly string[] }
  | { readonly do: 'reopen' }
  | { readonly do: 'close' }
  | {
      readonly do: 'merge'
      readonly into: string /** Where the target itself went, if it was merged. */
      readonly intoAbsorbedBy: string | null
    }
  | { readonly do: 'absorb'; readonly absorbed: string }
  | { readonly do: 'split'; readonly into: string; readonly messages: readonly string[] }
  | { readonly do: 'link'; readonly kind: LinkKind; readonly to: string }
  | { readonly do: 'unlink'; readonly kind: LinkKind; readonly to: string }
  | { readonly do: 'redact'; readonly message: string | null }
  | { readonly do: 'redact-file'; readonly message: string }

/** The name of a command. */
export type CommandName = CaseCommand['do']

/** One command by its name. */
export type CommandOf<Name extends CommandName> = Extract<CaseCommand, { readonly do: Name }>

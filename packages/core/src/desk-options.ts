import type { StoreHost } from '@casewell/store'
import type { FieldSchemas } from './kernel.ts'
import type { VerificationOptions } from './verification/settings.ts'

/** How a desk is set up. */
export interface DeskOptions {
  /** Where everything is kept. The desk closes it when it stops, unless `sharesStore`. */
  readonly store: StoreHost
  /** Do others use the store too: desks of other tenants, say? Then it stays open when this desk stops. */
  readonly sharesStore?: boolean
  /** @defaultValue `'default'` */
  readonly tenant?: string
  /** First letters of every reference. @defaultValue `'CW'` */
  readonly referencePrefix?: string
  /** Custom fields: one zod object per case type. */
  readonly fields?: FieldSchemas
  /** How customers prove who they are. @defaultValue nobody can be sent a code; an agent may vouch */
  readonly verification?: VerificationOptions
  /** Where errors go that nobody waits for: of listeners, of background work. @defaultValue `console.error` */
  readonly onError?: (error: unknown) => void
  /** Makes ids. @defaultValue time and 64 random bits */
  readonly ids?: () => string
  /** @defaultValue the system's cryptographic randomness */
  readonly random?: (bytes: number) => Uint8Array
}

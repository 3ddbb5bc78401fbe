import type { Unit } from '@casewell/store'
import type { CaseCommands } from './cases/case-commands.ts'
import type { CustomerCommands } from './people/customer-commands.ts'

/** What one commit will hold. Reads see this unit's own writes; what was got is checked at the commit. */
export interface Work extends Unit {
  readonly cases: CaseCommands
  readonly customers: CustomerCommands
  /** Makes an id that tells nothing of what it was made from: an HMAC under the tenant's key. */
  seal(...parts: readonly string[]): string
}

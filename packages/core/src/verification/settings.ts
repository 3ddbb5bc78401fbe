import type { Handle } from '../handle.ts'
import type { Deed } from '../policy.ts'
import type { Needs } from './needs.ts'

/** A code on its way to whoever has to prove something. */
export interface CodeLetter {
  readonly to: Handle
  /** Six digits. */
  readonly code: string
  readonly purpose: Deed
  readonly expiresAt: Date
  /** BCP 47, if it is known. */
  readonly locale: string | null
}

/** How customers prove who they are. */
export interface VerificationOptions {
  /** Sends a code: by mail, by SMS. Nobody waits for it, so that its time tells nothing. Without it there are no codes. */
  readonly deliver?: (letter: CodeLetter) => Promise<void>
  /** Secret shared with the host application, which signs sessions with it; at least 32 bytes. One for each tenant. */
  readonly sessionKey?: Uint8Array
  /** Changes the table of needed levels. */
  readonly needs?: Partial<Needs>
  /** How long a proof holds, milliseconds. @defaultValue 15 minutes */
  readonly validMs?: number
}

import { coreErrors } from '../errors.ts'
import type { Handle } from '../handle.ts'
import { type Deed, policy } from '../policy.ts'
import { type Needs, needsOf } from './needs.ts'

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

/** Bytes: as many as the signature has. */
const leastKey = 32

/** The table of needed levels, once it is sure that nobody guesses the key. @throws `core/bad-session-key` */
export function needsIn({ sessionKey, needs }: VerificationOptions): Needs {
  if (sessionKey && sessionKey.length < leastKey) throw coreErrors['bad-session-key']({ bytes: sessionKey.length })
  return needsOf(Object.keys(policy) as Deed[], needs) // the policy has one row for each deed
}

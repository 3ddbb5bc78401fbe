import type { Deed } from '../policy.ts'

/** What shall be proved. */
export interface VerifyWish {
  /** What the customer wants to do: the proof holds for this alone. */
  readonly purpose: Deed
  /** Names the browser, the call, the chat: the proof holds there alone, and for seats that name the same. */
  readonly session?: string
  /** A session of the host application, see `signSession`. */
  readonly token?: string
  /** Which kind of handle a code goes to. @defaultValue whichever was added first */
  readonly via?: 'email' | 'phone'
  /** Sends a new code although one is under way. */
  readonly again?: boolean
}

/** A code that came back. */
export interface ConfirmWish extends Pick<VerifyWish, 'purpose' | 'session'> {
  readonly code: string
}

/** How it went. */
export interface Verified {
  /** For the team and for programs. Never show it to whoever is to be verified: `impossible` tells who is known. */
  readonly outcome: 'verified' | 'pending' | 'failed' | 'impossible'
  /** What may be shown: the same whether there is such a person or not. */
  readonly text: string
  /** Of `verified`: until when. */
  readonly until?: Date
}

/** What somebody of the team has checked. */
export interface VouchWish extends Pick<VerifyWish, 'purpose' | 'session'> {
  /** In words: `knew the serial number`, `called back`. */
  readonly evidence: string
}

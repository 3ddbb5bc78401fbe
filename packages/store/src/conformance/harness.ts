import type { StoreHost } from '../host.ts'

/** An engine under test, opened fresh and empty for one rule. */
export interface StoreHarness {
  readonly host: StoreHost
  /** Closes the host and opens another one on the same data, as after a restart. */
  reopen?(): Promise<StoreHost>
  /** Opens a second host on the same data, as another process has one. */
  another?(): Promise<StoreHost>
  /** Moves the clock of engine and blobs, in milliseconds; back if negative. */
  shiftClock?(ms: number): void
  /** Changes the bytes of a blob behind the store's back. */
  damage?(tenant: string, blob: string): Promise<void>
  /** Closes every host that was opened, and clears away what they left. */
  close(): Promise<void>
}

/** What a harness may be able to do besides opening a store. */
export const abilities = ['reopen', 'another', 'shiftClock', 'damage'] as const

/** One of `reopen`, `another`, `shiftClock`, `damage`. */
export type Ability = (typeof abilities)[number]

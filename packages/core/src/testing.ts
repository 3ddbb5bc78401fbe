import { memoryStore } from '@casewell/store'
import { createDesk } from './create-desk.ts'
import type { Desk } from './desk.ts'
import type { DeskOptions } from './desk-options.ts'

/** A desk on memory whose clock, ids and randomness are in the test's hand. */
export interface TestDesk {
  readonly desk: Desk
  /** Errors that nobody waited for. */
  readonly errors: readonly unknown[]
  /** Milliseconds since 1970. Starts at 2026-01-05T09:00:00Z, a Monday. */
  now(): number
  /** Moves the clock on. It never moves back. */
  advance(ms: number): void
}

/**
 * A desk for tests: same ids, same references, same instants in every run.
 *
 * @example
 * ```ts
 * import { testDesk } from '@casewell/core/testing'
 *
 * const { desk, advance } = await testDesk()
 * await desk.start()
 * advance(60_000)
 * console.log((await desk.read.now()).toISOString()) // 2026-01-05T09:01:00.000Z
 * await desk.stop()
 * ```
 */
export async function testDesk(options: Partial<DeskOptions> = {}): Promise<TestDesk> {
  let now = Date.parse('2026-01-05T09:00:00Z')
  let id = 0
  let seed = 1
  const errors: unknown[] = []
  const nextByte = (): number => {
    seed = (seed * 48_271) % 2_147_483_647 // Park and Miller's minimal standard generator, CACM 31 (1988)
    return seed & 255
  }
  const desk = await createDesk({
    store: memoryStore({ now: () => now }),
    ids: () => `id${String(++id).padStart(6, '0')}`,
    random: (bytes) => Uint8Array.from({ length: bytes }, nextByte),
    onError: (error) => void errors.push(error),
    ...options,
  })
  const advance = (ms: number): void => {
    now += ms
  }
  return { desk, errors, now: () => now, advance }
}

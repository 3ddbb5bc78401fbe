import type { Line } from './line.ts'

/** At most so many messages of programs go out to one correspondent within the period. */
const mostAutomatic = 20
/** Milliseconds: one hour. */
const periodMs = 3_600_000
/** At most so many programs answer each other. */
const deepest = 4

/**
 * Why a message of a program does not go out, if it would keep a loop alive. One rule for all channels: a program is not
 * answered by a program, a chain of programs ends, and a correspondent gets only so many. Messages of people always go.
 */
export function loopIn(line: Line, nowMs: number): string | undefined {
  if (line.heardFromProgram) return 'a program wrote last: programs do not answer each other'
  if (line.depth >= deepest) return `${line.depth} programs have answered each other already`
  const count = nowMs - line.automatic.since < periodMs ? line.automatic.count : 0
  if (count >= mostAutomatic) return `${count} messages of programs went out here within an hour`
  return undefined
}

/** The line after one more message of a program. */
export function counted(line: Line, nowMs: number): Line {
  const isCurrent = nowMs - line.automatic.since < periodMs
  const automatic = isCurrent ? line.automatic : { since: nowMs, count: 0 }
  return { ...line, automatic: { ...automatic, count: automatic.count + 1 } }
}

/** Hours of the day at which nobody is asked: from 21 to 8 is the night. */
export interface QuietHours {
  /** First quiet hour, 0–23. */
  readonly from: number
  /** First hour that is not quiet any more, 0–23. */
  readonly to: number
}

const hourMs = 3_600_000
const quarterMs = 900_000

/**
 * The first moment from `at` on that is not quiet where the customer lives. It walks in quarters of an hour, because
 * that is how finely time zones differ, and so the days on which clocks change need no rule of their own.
 *
 * @param timeZone - IANA: `Asia/Shanghai`; an unknown one counts as UTC
 * @example
 * ```ts
 * import { afterQuietHours } from '@casewell/surveys'
 *
 * const night = new Date('2026-01-05T23:10:00Z')
 * console.log(afterQuietHours(night, { from: 21, to: 8 }, 'Europe/Berlin').toISOString()) // 2026-01-06T07:00:00.000Z
 * ```
 */
export function afterQuietHours(at: Date, quiet: QuietHours | undefined, timeZone: string | null): Date {
  if (!quiet || quiet.from === quiet.to) return at
  const hourOf = hourIn(timeZone ?? 'UTC')
  if (!isQuiet(hourOf(at), quiet)) return at
  let next = Math.ceil((at.getTime() + 1) / quarterMs) * quarterMs
  const last = next + 48 * hourMs
  while (next < last && isQuiet(hourOf(new Date(next)), quiet)) next += quarterMs
  return new Date(next)
}

const isQuiet = (hour: number, { from, to }: QuietHours): boolean =>
  from < to ? hour >= from && hour < to : hour >= from || hour < to

function hourIn(timeZone: string): (at: Date) => number {
  const format = formatOf(timeZone) ?? formatOf('UTC')
  return (at) => Number(format?.format(at) ?? at.getUTCHours())
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' })
  } catch {
    return undefined // a time zone that this runtime does not know
  }
}

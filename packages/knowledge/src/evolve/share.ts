import { type Interval, wilson } from '@casewell/scoring'

/** A share with its doubt. */
export interface Share {
  readonly count: number
  readonly of: number
  /** 0…1; null where there is nothing to divide by. */
  readonly share: number | null
  /** 95 %, Wilson; null likewise. */
  readonly interval: Interval | null
}

export const shareOf = (count: number, of: number): Share =>
  of === 0 ? { count, of, share: null, interval: null } : { count, of, share: count / of, interval: wilson(count, of) }

/** A stretch of time: from `since` on, before `until`. */
export interface Period {
  readonly since?: Date
  readonly until?: Date
}

export const within = ({ since, until }: Period, at: string): boolean =>
  (since === undefined || at >= since.toISOString()) && (until === undefined || at < until.toISOString())

/** The middle and the ninth tenth of some durations, in milliseconds; null without any. */
export interface Durations {
  readonly count: number
  readonly p50Ms: number | null
  readonly p90Ms: number | null
}

export function durationsOf(all: readonly number[]): Durations {
  const sorted = [...all].sort((a, b) => a - b)
  const at = (share: number): number | null =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null
  return { count: all.length, p50Ms: at(0.5), p90Ms: at(0.9) }
}

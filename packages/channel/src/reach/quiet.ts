import type { Preference } from './learn.ts'

/** An answer within so long after the customer wrote is part of a talk: quiet hours do not hold it back, milliseconds. */
export const talkMs = 3_600_000

const dayMinutes = 24 * 60
const minuteMs = 60_000

/**
 * When quiet hours that hold now will end, in milliseconds since 1970; undefined if they do not hold. They may run over
 * midnight. On the two days a year when the clocks change the end may be off by that hour.
 */
export function quietUntil({ quiet }: Pick<Preference, 'quiet'>, nowMs: number): number | undefined {
  if (!quiet) return undefined
  const [from, to, now] = [minutesOf(quiet.from), minutesOf(quiet.to), localMinutes(quiet.timeZone, nowMs)]
  const length = (to - from + dayMinutes) % dayMinutes
  const since = (now - from + dayMinutes) % dayMinutes
  if (since >= length) return undefined
  return Math.floor(nowMs / minuteMs) * minuteMs + (length - since) * minuteMs
}

function minutesOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':')
  return (Number(hours) * 60 + Number(minutes)) % dayMinutes
}

function localMinutes(timeZone: string, nowMs: number): number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return minutesOf(format.format(nowMs))
}

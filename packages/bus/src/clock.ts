/**
 * Reads a clock as ISO 8601 text, in UTC with milliseconds. Taking a date apart costs more than the rest of an event,
 * so it is done once a second.
 *
 * @param now - milliseconds since 1970
 */
export function isoClock(now: () => number): () => string {
  let second = Number.NaN
  let upToSecond = ''
  return () => {
    const at = Math.trunc(now())
    const whole = Math.floor(at / 1000)
    if (whole !== second) {
      upToSecond = new Date(whole * 1000).toISOString().slice(0, -'000Z'.length)
      second = whole
    }
    return `${upToSecond}${String(at - whole * 1000).padStart(3, '0')}Z`
  }
}

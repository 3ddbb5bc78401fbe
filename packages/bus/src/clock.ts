/**
 * Reads a clock as ISO 8601 text, in UTC with milliseconds. To take a date apart costs more than the rest of an event: it
 * is done once a second, and the text is made once a millisecond, however many events fall into it.
 *
 * @param now - milliseconds since 1970
 */
export function isoClock(now: () => number): () => string {
  let second = Number.NaN
  let upToSecond = ''
  let millisecond = Number.NaN
  let text = ''
  return () => {
    const at = Math.trunc(now())
    if (at === millisecond) return text
    const whole = Math.floor(at / 1000)
    if (whole !== second) {
      upToSecond = new Date(whole * 1000).toISOString().slice(0, -'000Z'.length)
      second = whole
    }
    text = `${upToSecond}${String(at - whole * 1000).padStart(3, '0')}Z`
    millisecond = at
    return text
  }
}

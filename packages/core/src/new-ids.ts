/**
 * Ids that sort in the order in which one process made them: nine characters of milliseconds, four of a count within
 * the millisecond, then 50 random bits, all in base 36. Messages of one commit share an instant; their ids keep them in order.
 */
export function newIds(random: (bytes: number) => Uint8Array, now: () => number = Date.now): () => string {
  let last = 0
  let count = 0
  return () => {
    const at = Math.max(last, now())
    count = at === last ? count + 1 : 0
    last = at
    const bits = Buffer.from(random(8)).readBigUInt64BE() >> 14n
    return at.toString(36).padStart(9, '0') + count.toString(36).padStart(4, '0') + bits.toString(36).padStart(10, '0')
  }
}

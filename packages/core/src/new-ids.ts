/** Ids that sort by the time they were made: nine characters of milliseconds, then 64 random bits, both in base 36. */
export function newIds(random: (bytes: number) => Uint8Array, now: () => number = Date.now): () => string {
  return () => {
    const bits = Buffer.from(random(8)).readBigUInt64BE()
    return `${now().toString(36).padStart(9, '0')}${bits.toString(36).padStart(13, '0')}`
  }
}

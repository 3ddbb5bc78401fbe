const poolSize = 4_096

/** Random bytes, a pool at a time: asking for eight of them costs as much as asking for thousands. None is given twice. */
export function chance(): (bytes: number) => Uint8Array {
  let pool = new Uint8Array(0)
  return (bytes) => {
    if (bytes > poolSize) return crypto.getRandomValues(new Uint8Array(bytes))
    if (pool.length < bytes) pool = crypto.getRandomValues(new Uint8Array(poolSize))
    const given = pool.slice(0, bytes)
    pool = pool.subarray(bytes)
    return given
  }
}

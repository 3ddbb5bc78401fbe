/** A part is one row; Postgres moves rows as a whole. */
const partBytes = 256 * 1024

/** Cuts bytes anew, into parts that are all of one size but the last. */
export async function* partsOf(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let part = new Uint8Array(partBytes)
  let filled = 0
  for await (const some of bytes)
    for (let at = 0; at < some.length; ) {
      const taken = some.subarray(at, at + partBytes - filled)
      part.set(taken, filled)
      at += taken.length
      filled += taken.length
      if (filled < partBytes) continue
      yield part
      part = new Uint8Array(partBytes)
      filled = 0
    }
  if (filled > 0) yield part.subarray(0, filled)
}

import { createHash } from 'node:crypto'
import type { Counts } from './records.ts'

/** About so many bytes leave at once. */
const chunkBytes = 65_536

const newline = 10

/** Lines as bytes, in chunks; behind them a last line with their counts and the SHA-256 of all bytes before it. */
export async function* sealed(lines: AsyncIterable<string>, counts: Counts): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256')
  let gathered: string[] = []
  let length = 0
  const take = (): Buffer => {
    const chunk = Buffer.from(gathered.join(''), 'utf8')
    hash.update(chunk)
    gathered = []
    length = 0
    return chunk
  }
  for await (const line of lines) {
    gathered.push(line, '\n')
    length += line.length + 1
    if (length >= chunkBytes) yield take()
  }
  yield take()
  yield Buffer.from(`${JSON.stringify({ is: 'end', counts, sha256: hash.digest('hex') })}\n`, 'utf8')
}

/** Cuts bytes into lines, without their ends. What stands behind the last end of a line is no line: it was cut short. */
export async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  let rest: Buffer[] = []
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let start = 0
    for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
      yield rest.length === 0 ? bytes.subarray(start, end) : Buffer.concat([...rest, bytes.subarray(start, end)])
      rest = []
      start = end + 1
    }
    if (start < bytes.length) rest.push(Buffer.from(bytes.subarray(start))) // whoever gave the chunk may use it again
  }
}

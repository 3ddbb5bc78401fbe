import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { cliErrors } from '../errors.ts'

/** Of a gzip file: RFC 1952, section 2.3.1. */
const gzipMagic = [0x1f, 0x8b] as const

const isPacked = (file: string): boolean => file.endsWith('.gz')

/** How a backup is written to a file. */
export interface WriteOptions {
  /** May it take the place of a file that is there? */
  readonly isForced: boolean
  readonly signal: AbortSignal
}

/**
 * Writes a backup to a file that is there when it is complete, and on the disk: before, it has another name. One whose
 * name ends in `.gz` is packed.
 *
 * @throws `cli/file-exists`, `cli/no-folder`
 */
export async function writeBackup(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  { isForced, signal }: WriteOptions,
): Promise<void> {
  if (!isForced && existsSync(file)) throw cliErrors['file-exists']({ file })
  const folder = dirname(resolve(file))
  if (!existsSync(folder)) throw cliErrors['no-folder']({ file, folder })
  const draft = `${file}.part`
  try {
    const source = Readable.from(bytes, { objectMode: false })
    const to = createWriteStream(draft)
    if (isPacked(file)) await pipeline(source, createGzip(), to, { signal })
    else await pipeline(source, to, { signal })
    await sync(draft)
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** Asks the system to put the file on the disk. */
async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * The bytes of a backup, unpacked if they are packed, whatever the file is called.
 *
 * @throws `cli/no-file`
 */
export async function* readBackup(file: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  if (!existsSync(file)) throw cliErrors['no-file']({ file })
  const source = createReadStream(file, { signal })
  const bytes = (await beginsPacked(file)) ? source.pipe(createGunzip()) : source
  source.on('error', (error) => bytes.destroy(error))
  for await (const part of bytes) yield part as Uint8Array // a stream without an encoding gives bytes
}

async function beginsPacked(file: string): Promise<boolean> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && gzipMagic.every((byte, i) => buffer[i] === byte)
  } finally {
    await handle.close()
  }
}

import { createReadStream } from 'node:fs'
import { link, opendir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type BlobShelf, storeErrors } from '@casewell/store'
import { sqliteErrors } from '../errors.ts'
import { errnoOf, unless } from './errno.ts'
import { drafts, keep } from './keep.ts'

/** The end of the name of a blob that is put aside. */
const aside = '.aside'
const blobName = /^sha256-[0-9a-f]{64}$/
/** What a crash may leave of a blob that was being written, is removed after a day. */
const abandonedMs = 24 * 3_600_000

/**
 * Blobs in a folder, each a file named by its content: `<folder>/<tenant>/<two digits>/sha256-…`. A blob is on the disk
 * when `write` resolves. Several processes may use one folder.
 *
 * @param now - milliseconds since 1970
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { join } from 'node:path'
 * import { memoryStore } from '@casewell/store'
 * import { folderBlobs } from '@casewell/store-sqlite'
 *
 * const folder = mkdtempSync(join(tmpdir(), 'casewell-'))
 * await using host = memoryStore({ blobs: folderBlobs(folder) })
 * const { blob, size } = await host.tenant('acme').blobs.write(new TextEncoder().encode('hello'))
 * console.log(size, blob.slice(0, 15)) // 5 sha256-2cf24dba
 * ```
 */
export function folderBlobs(folder: string, now: () => number = Date.now): BlobShelf {
  const shelf = (tenant: string, blob: string): string => join(folder, tenant, blob.slice(7, 9))
  const path = (tenant: string, blob: string): string => join(shelf(tenant, blob), blob)

  return {
    write: (tenant, bytes) => keep(join(folder, tenant), bytes, now).catch(explained(folder)),

    async read(tenant, blob) {
      const found = blobName.test(blob) ? await whereIs(path(tenant, blob)) : undefined
      return found === undefined ? undefined : contentOf(path(tenant, blob), blob)
    },

    async *older(tenant, than) {
      for await (const { name, path: file } of filesIn(join(folder, tenant))) {
        const modified = await modifiedAt(file)
        if (modified === undefined || modified >= than) continue
        const blob = name.endsWith(aside) ? name.slice(0, -aside.length) : name
        if (blobName.test(blob)) yield blob
        else if (modified < now() - abandonedMs && !drafts.has(file)) await rm(file, { force: true })
      }
    },

    async setAside(tenant, blob, olderThan) {
      const file = path(tenant, blob)
      await rename(file, file + aside).catch(unless('ENOENT'))
      const modified = await modifiedAt(file + aside)
      if (modified === undefined) return false
      if (modified < olderThan) return true
      await putBack(file)
      return false
    },

    restore: (tenant, blob) => putBack(path(tenant, blob)),
    drop: (tenant, blob) => rm(path(tenant, blob) + aside, { force: true }),
  }
}

/** Where a blob lies: while a sweep looks at it, it is put aside, and still there. */
async function whereIs(file: string): Promise<string | undefined> {
  for (const place of [file, file + aside, file]) if ((await modifiedAt(place)) !== undefined) return place
  return undefined
}

/** Opens the file when the first bytes are asked for: whoever does not read leaves nothing open. */
async function* contentOf(file: string, blob: string): AsyncIterable<Uint8Array> {
  const found = await whereIs(file)
  if (found === undefined) throw storeErrors['no-blob']({ blob })
  for await (const part of createReadStream(found)) yield part as Uint8Array // a stream without an encoding gives bytes
}

function explained(folder: string): (error: unknown) => never {
  return (error) => {
    const errno = errnoOf(error)
    if (errno === 'ENOSPC' || errno === 'EDQUOT') throw sqliteErrors['disk-full']({ file: folder }, { cause: error })
    if (errno === 'EACCES' || errno === 'EROFS') throw sqliteErrors['read-only']({ file: folder }, { cause: error })
    throw error
  }
}

/** Unless a writer was faster: then there is a newer one, which stays. */
async function putBack(file: string): Promise<void> {
  await link(file + aside, file).catch(unless('EEXIST', 'ENOENT'))
  await rm(file + aside, { force: true })
}

async function modifiedAt(file: string): Promise<number | undefined> {
  return (await stat(file).catch(unless('ENOENT')))?.mtimeMs
}

async function* filesIn(folder: string): AsyncIterable<{ readonly name: string; readonly path: string }> {
  const entries = await opendir(folder, { recursive: true }).catch(unless('ENOENT'))
  for await (const entry of entries ?? [])
    if (entry.isFile()) yield { name: entry.name, path: join(entry.parentPath, entry.name) }
}

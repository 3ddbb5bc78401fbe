import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, rm, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BlobRef } from '@casewell/store'
import { errnoOf, unless } from './errno.ts'

/** Files that this process is writing right now: no sweep takes them for abandoned, whatever the clocks say. */
export const drafts: Set<string> = new Set()

/** Writes bytes into a file whose name is the hash of them: under another name first, so that it is whole or not there. */
export async function keep(folder: string, bytes: AsyncIterable<Uint8Array>, now: () => number): Promise<BlobRef> {
  await makeFolder(folder)
  const draft = join(folder, `draft-${randomUUID()}`)
  drafts.add(draft)
  try {
    const { blob, size } = await writeDraft(draft, bytes, now)
    const file = join(folder, blob.slice(7, 9), blob)
    if (!(await renew(file, now()))) await publish(draft, file)
    return { blob, size }
  } finally {
    await rm(draft, { force: true })
    drafts.delete(draft)
  }
}

async function writeDraft(draft: string, bytes: AsyncIterable<Uint8Array>, now: () => number): Promise<BlobRef> {
  const file = await open(draft, 'wx')
  try {
    const hash = createHash('sha256')
    let size = 0
    for await (const part of bytes) {
      hash.update(part)
      await writeWhole(file, part)
      size += part.length
    }
    await file.utimes(now() / 1000, now() / 1000)
    await file.sync()
    return { blob: `sha256-${hash.digest('hex')}`, size }
  } finally {
    await file.close()
  }
}

async function writeWhole(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten
}

/** The same bytes were written again: they are as good as new. False if they are not there. */
async function renew(file: string, at: number): Promise<boolean> {
  try {
    await utimes(file, at / 1000, at / 1000)
    return true
  } catch (error) {
    return unless('ENOENT')(error) ?? false
  }
}

async function publish(draft: string, file: string): Promise<void> {
  await makeFolder(dirname(file))
  await rename(draft, file)
  await syncFolder(dirname(file))
}

/** Makes a folder, durably, with all that leads to it. Node's own `recursive` calls a full disk `ENOENT`. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder)
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return
    if (errnoOf(error) !== 'ENOENT' || dirname(folder) === folder) throw error
    await makeFolder(dirname(folder))
    return makeFolder(folder)
  }
  await syncFolder(dirname(folder))
}

/** A name is durable when its folder is. Windows has no such call and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (error) {
    if (errnoOf(error) !== 'EINVAL') throw error // a file system that cannot sync folders
  } finally {
    await handle.close()
  }
}

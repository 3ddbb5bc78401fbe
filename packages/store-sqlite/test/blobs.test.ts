import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BlobShelf, put } from '@casewell/store'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Boxes, box } from '../../store/test/engines/boxes.ts'
import { folderBlobs, sqliteStore } from '../src/index.ts'
import { scratchFile, scratchFolder } from './scratch.ts'
import { canMount, smallDisk } from './small-disk.ts'

const hour = 3_600_000
const nameOf = (bytes: Uint8Array): string => `sha256-${createHash('sha256').update(bytes).digest('hex')}`

async function* parts(...chunks: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* chunks
}

async function bytesOf(source: AsyncIterable<Uint8Array> | undefined): Promise<Buffer | undefined> {
  if (!source) return undefined
  const found: Uint8Array[] = []
  for await (const part of source) found.push(part)
  return Buffer.concat(found)
}

async function all(names: AsyncIterable<string>): Promise<readonly string[]> {
  const found: string[] = []
  for await (const name of names) found.push(name)
  return found.sort()
}

/** Every file of a shelf, without the folders. */
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)

const letter = new TextEncoder().encode('hello')
/** `printf hello | sha256sum` */
const letterName = 'sha256-2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'

test('[BLOB1] bytes are named by their hash, and come back as they were, whatever they were cut into', async () => {
  const shelf = folderBlobs(scratchFolder())
  expect(await shelf.write('acme', parts(letter))).toEqual({ blob: letterName, size: 5 })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 5_000 })), async (chunks) => {
      const bytes = Buffer.concat(chunks)
      const ref = await shelf.write('acme', parts(...chunks))
      expect(ref).toEqual({ blob: nameOf(bytes), size: bytes.length })
      expect((await bytesOf(await shelf.read('acme', ref.blob)))?.equals(bytes)).toBe(true)
    }),
    { numRuns: 20 },
  )
})

test('[BLOB2] what is not there is undefined; a name that is no hash leads nowhere', async () => {
  const folder = scratchFolder()
  writeFileSync(join(folder, 'passwords'), 'secret')
  const shelf = folderBlobs(join(folder, 'blobs'))
  await shelf.write('acme', parts(letter))
  expect(await shelf.read('acme', nameOf(new Uint8Array([1])))).toBeUndefined()
  expect(await shelf.read('zenith', letterName)).toBeUndefined()
  for (const name of ['../../passwords', 'sha256-..', `sha256-${'.'.repeat(64)}`, ''])
    expect(await shelf.read('acme', name)).toBeUndefined()
})

test('[BLOB3] the same bytes are kept once, and are as good as new when they are written again', async () => {
  let now = 1_000 * hour
  const folder = scratchFolder()
  const shelf = folderBlobs(folder, () => now)
  await shelf.write('acme', parts(letter))
  expect(await all(shelf.older('acme', now))).toEqual([])
  expect(await all(shelf.older('acme', now + 1))).toEqual([letterName])
  now += 25 * hour
  await shelf.write('acme', parts(letter.subarray(0, 2), letter.subarray(2)))
  expect(filesIn(folder)).toEqual([letterName])
  expect(await all(shelf.older('acme', now))).toEqual([])
  expect(await all(shelf.older('zenith', now))).toEqual([])
})

test('[BLOB4] a write that fails leaves nothing, and what a crash leaves is removed after a day', async () => {
  const now = Date.now()
  const folder = scratchFolder()
  const shelf = folderBlobs(folder, () => now)
  async function* broken(): AsyncIterable<Uint8Array> {
    yield letter
    throw new Error('the line went dead')
  }
  await expect(shelf.write('acme', broken())).rejects.toThrow('the line went dead')
  expect(filesIn(folder)).toEqual([])

  const leftOver = join(folder, 'acme', 'draft-of-a-process-that-was-killed')
  writeFileSync(leftOver, 'half a')
  expect(await all(shelf.older('acme', now + hour))).toEqual([])
  expect(filesIn(folder)).toHaveLength(1)
  utimesSync(leftOver, (now - 25 * hour) / 1000, (now - 25 * hour) / 1000)
  expect(await all(shelf.older('acme', now + hour))).toEqual([])
  expect(filesIn(folder)).toEqual([])
})

/** A shelf with one blob that is two days old. */
async function dusty(): Promise<{ shelf: BlobShelf; folder: string; before: number }> {
  let now = 1_000 * hour
  const folder = scratchFolder()
  const shelf = folderBlobs(folder, () => now)
  await shelf.write('acme', parts(letter))
  now += 48 * hour
  return { shelf, folder, before: now - 24 * hour }
}

test('[BLOB5] a blob that is put aside can be read, and is dropped or put back', async () => {
  const { shelf, folder, before } = await dusty()
  expect(await shelf.setAside('acme', letterName, before)).toBe(true)
  expect(await bytesOf(await shelf.read('acme', letterName))).toEqual(Buffer.from('hello'))
  await shelf.restore('acme', letterName)
  expect(filesIn(folder)).toEqual([letterName])
  expect(await shelf.setAside('acme', letterName, before)).toBe(true)
  await shelf.drop('acme', letterName)
  expect(filesIn(folder)).toEqual([])
  expect(await shelf.setAside('acme', letterName, before)).toBe(false)
})

test.each(['drop', 'restore'] as const)(
  '[BLOB6] a blob that is written while it is put aside survives: %s',
  async (end) => {
    const { shelf, folder, before } = await dusty()
    expect(await shelf.setAside('acme', letterName, before)).toBe(true)
    await shelf.write('acme', parts(letter))
    await shelf[end]('acme', letterName)
    expect(filesIn(folder)).toEqual([letterName])
    expect(await shelf.setAside('acme', letterName, before)).toBe(false) // it is new
    expect(await bytesOf(await shelf.read('acme', letterName))).toEqual(Buffer.from('hello'))
  },
)

test('[BLOB7] a blob that a killed sweep left aside is still there, and the next sweep finds it', async () => {
  const { shelf, folder, before } = await dusty()
  await shelf.setAside('acme', letterName, before)
  const next = folderBlobs(folder)
  expect(await bytesOf(await next.read('acme', letterName))).toEqual(Buffer.from('hello'))
  expect(await all(next.older('acme', before))).toEqual([letterName])
  expect(await next.setAside('acme', letterName, before)).toBe(true)
  await next.restore('acme', letterName)
  expect(filesIn(folder)).toEqual([letterName])
})

test('[BLOB8] two sweeps at once keep what a document names and drop what none names', async () => {
  let now = 1_000 * hour
  const file = scratchFile()
  await using one = sqliteStore({ file, thread: 'same', now: () => now })
  await using other = sqliteStore({ file, thread: 'same', now: () => now })
  const { blobs } = one.tenant('acme')
  const kept = await blobs.write(randomBytes(100_000))
  const loose = await blobs.write(letter)
  const named = { ...box('one'), photos: [kept.blob] }
  await one.tenant('acme').commit({ writes: [put(Boxes, 'one', named, 'absent')] })
  now += 25 * hour
  await Promise.all([blobs.sweep(), other.tenant('acme').blobs.sweep()])
  expect(await blobs.has(kept.blob)).toBe(true)
  expect(await other.tenant('acme').blobs.has(loose.blob)).toBe(false)
  expect(filesIn(`${file}.blobs`)).toEqual([kept.blob])
})

test('[BLOB9] bytes that were changed on the disk are not handed out in silence', async () => {
  const file = scratchFile()
  await using host = sqliteStore({ file, thread: 'same' })
  const { blobs } = host.tenant('acme')
  const { blob } = await blobs.write(letter)
  truncateSync(join(`${file}.blobs`, 'acme', blob.slice(7, 9), blob), 3)
  await expect(bytesOf(blobs.read(blob))).rejects.toMatchObject({ code: 'store/bad-blob', details: { blob } })
})

test.skipIf(!canMount)(
  '[BLOB10] a disk with no room for one more folder is named as such (needs the right to mount)',
  async () => {
    const { folder } = smallDisk(256, 3) // itself, the tenant's folder, the draft
    await expect(folderBlobs(folder).write('acme', parts(letter))).rejects.toMatchObject({
      code: 'store-sqlite/disk-full',
    })
    expect(filesIn(folder)).toEqual([])
  },
)

test.skipIf(!canMount)(
  '[BLOB10] a full disk is named as such, and leaves no half blob (needs the right to mount)',
  async () => {
    const { folder } = smallDisk(256)
    const shelf = folderBlobs(folder)
    await expect(shelf.write('acme', parts(randomBytes(1_000_000)))).rejects.toMatchObject({
      code: 'store-sqlite/disk-full',
    })
    expect(filesIn(folder)).toEqual([])
    expect((await shelf.write('acme', parts(letter))).blob).toBe(letterName)
  },
)

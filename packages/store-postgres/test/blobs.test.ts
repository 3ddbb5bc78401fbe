import { createHash, randomBytes } from 'node:crypto'
import { type BlobShelf, put } from '@casewell/store'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Boxes, box } from '../../store/test/engines/boxes.ts'
import { asOwner, needs, open, openDriver, scratchSchema, there } from './database.ts'

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

/** How many blobs, drafts among them, and how many parts the tables hold. */
const heldIn = (schema: string) =>
  asOwner(async (client) => {
    const text = `select (select count(*)::int from ${schema}.blobs) as blobs,
      (select count(*)::int from ${schema}.blob_parts) as parts`
    return (await client.query<{ blobs: number; parts: number }>(text)).rows[0]
  })

const letter = new TextEncoder().encode('hello')
/** `printf hello | sha256sum` */
const letterName = 'sha256-2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'

/** A shelf whose clock a test moves. */
function scratchShelf(): { shelf: BlobShelf; schema: string; at: { now: number } } {
  const schema = scratchSchema()
  const at = { now: 1_000 * hour }
  const { blobs: shelf } = openDriver(schema, {}, () => at.now)
  return { shelf, schema, at }
}

test.skipIf(!there)(
  `[BLOB1] bytes are named by their hash, and come back as they were, whatever they were cut into${needs}`,
  async () => {
    const { shelf } = scratchShelf()
    expect(await shelf.write('acme', parts(letter))).toEqual({ blob: letterName, size: 5 })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 5_000 })), async (chunks) => {
        const bytes = Buffer.concat(chunks)
        const ref = await shelf.write('acme', parts(...chunks))
        expect(ref).toEqual({ blob: nameOf(bytes), size: bytes.length })
        expect((await bytesOf(await shelf.read('acme', ref.blob)))?.equals(bytes)).toBe(true)
      }),
      { numRuns: 10 },
    )
  },
)

test.skipIf(!there)(
  `[BLOB2] what is large lies in parts of 256 KiB, and is never in memory as a whole${needs}`,
  async () => {
    const { shelf, schema } = scratchShelf()
    const bytes = randomBytes(600_000)
    const { blob } = await shelf.write(
      'acme',
      parts(bytes.subarray(0, 1), bytes.subarray(1, 400_000), bytes.subarray(400_000)),
    )
    expect(blob).toBe(nameOf(bytes))
    expect(await heldIn(schema)).toEqual({ blobs: 1, parts: 3 })
    const sizes: number[] = []
    for await (const part of (await shelf.read('acme', blob)) ?? []) sizes.push(part.length)
    expect(sizes).toEqual([262_144, 262_144, 75_712])
  },
)

test.skipIf(!there)(
  `[BLOB3] the same bytes are kept once, and are as good as new when written again${needs}`,
  async () => {
    const { shelf, schema, at } = scratchShelf()
    await shelf.write('acme', parts(letter))
    expect(await all(shelf.older('acme', at.now))).toEqual([])
    expect(await all(shelf.older('acme', at.now + 1))).toEqual([letterName])
    at.now += 25 * hour
    await shelf.write('acme', parts(letter.subarray(0, 2), letter.subarray(2)))
    expect(await heldIn(schema)).toEqual({ blobs: 1, parts: 1 })
    expect(await all(shelf.older('acme', at.now))).toEqual([])
    expect(await all(shelf.older('zenith', at.now))).toEqual([])
    expect(await shelf.read('zenith', letterName)).toBeUndefined()
  },
)

test.skipIf(!there)(
  `[BLOB4] a write that fails leaves nothing, and what a crash leaves is removed after a day${needs}`,
  async () => {
    const { shelf, schema, at } = scratchShelf()
    async function* broken(): AsyncIterable<Uint8Array> {
      yield randomBytes(300_000)
      throw new Error('the line went dead')
    }
    await expect(shelf.write('acme', broken())).rejects.toThrow('the line went dead')
    expect(await heldIn(schema)).toEqual({ blobs: 0, parts: 0 })

    async function* endless(): AsyncIterable<Uint8Array> {
      yield randomBytes(300_000)
      await new Promise(() => {})
    }
    void shelf.write('acme', endless()) // as a process that was killed leaves it
    await expect.poll(() => heldIn(schema)).toEqual({ blobs: 1, parts: 1 })
    expect(await all(shelf.older('acme', at.now))).toEqual([])
    expect(await heldIn(schema)).toEqual({ blobs: 1, parts: 1 })
    expect(await all(shelf.older('acme', at.now + 1))).toEqual([])
    expect(await heldIn(schema)).toEqual({ blobs: 0, parts: 0 })
  },
)

/** A shelf with one blob that is two days old. */
async function dusty() {
  const found = scratchShelf()
  await found.shelf.write('acme', parts(letter))
  found.at.now += 48 * hour
  return { ...found, before: found.at.now - 24 * hour }
}

test.skipIf(!there)(`[BLOB5] a blob that is put aside can be read, and is dropped or put back${needs}`, async () => {
  const { shelf, schema, before } = await dusty()
  expect(await shelf.setAside('acme', letterName, before)).toBe(true)
  expect(await bytesOf(await shelf.read('acme', letterName))).toEqual(Buffer.from('hello'))
  await shelf.restore('acme', letterName)
  await shelf.drop('acme', letterName) // it is not aside
  expect(await shelf.setAside('acme', letterName, before)).toBe(true)
  await shelf.drop('acme', letterName)
  expect(await heldIn(schema)).toEqual({ blobs: 0, parts: 0 })
  expect(await shelf.setAside('acme', letterName, before)).toBe(false)
})

test.skipIf(!there).each(['drop', 'restore'] as const)(
  `[BLOB6] a blob that is written while it is put aside survives: %s${needs}`,
  async (end) => {
    const { shelf, before } = await dusty()
    expect(await shelf.setAside('acme', letterName, before)).toBe(true)
    await shelf.write('acme', parts(letter))
    await shelf[end]('acme', letterName)
    expect(await shelf.setAside('acme', letterName, before)).toBe(false) // it is new
    expect(await bytesOf(await shelf.read('acme', letterName))).toEqual(Buffer.from('hello'))
  },
)

test.skipIf(!there)(
  `[BLOB7] two sweeps at once keep what a document names and drop what none names${needs}`,
  async () => {
    let now = 1_000 * hour
    const schema = scratchSchema()
    const [one, other] = [open(schema, { now: () => now }), open(schema, { now: () => now })]
    const { blobs } = one.tenant('acme')
    const kept = await blobs.write(randomBytes(100_000))
    const loose = await blobs.write(letter)
    const named = { ...box('one'), photos: [kept.blob] }
    await one.tenant('acme').commit({ writes: [put(Boxes, 'one', named, 'absent')] })
    now += 25 * hour
    await Promise.all([blobs.sweep(), other.tenant('acme').blobs.sweep()])
    expect(await blobs.has(kept.blob)).toBe(true)
    expect(await other.tenant('acme').blobs.has(loose.blob)).toBe(false)
    expect(await heldIn(schema)).toEqual({ blobs: 1, parts: 1 })
  },
)

import { createHash, randomUUID } from 'node:crypto'
import type { BlobRef, BlobShelf } from '@casewell/store'
import type { Readers } from '../connect/readers.ts'
import { partsOf } from './parts.ts'

/** So many names are asked for at once. */
const page = 500

/**
 * Blobs in the database itself, so that every process on every machine has them, and a backup of the database has them
 * too. The bytes lie in parts, under a number of their own: a blob gets its name when all of them are there.
 */
export function tableBlobs(readers: Readers, s: string, now: () => number | Promise<number>): BlobShelf {
  const put = (content: string, part: number, bytes: Uint8Array) =>
    readers.query({
      name: 'put-part',
      text: `insert into ${s}.blob_parts (content, part, bytes) values ($1, $2, $3) on conflict do nothing`,
      values: [content, part, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)],
    })

  async function begin(tenant: string, content: string): Promise<void> {
    const text = `insert into ${s}.blobs (tenant, blob, content, size, at, aside)
      values ($1, $2, $3, 0, $4, false) on conflict do nothing`
    await readers.query({ text, values: [tenant, draft(content), content, await now()] })
  }

  /** Gives the bytes their name, if they are not there yet; if they are, they are as good as new, and these ones go. */
  async function publish(tenant: string, content: string, { blob, size }: BlobRef): Promise<void> {
    const text = `
      with draft as (delete from ${s}.blobs where tenant = $1 and blob = $2),
      kept as (
        insert into ${s}.blobs as b (tenant, blob, content, size, at, aside) values ($1, $3, $4, $5, $6, false)
        on conflict (tenant, blob) do update set at = greatest(b.at, excluded.at), aside = false returning b.content)
      delete from ${s}.blob_parts p using kept where p.content = $4 and kept.content <> $4`
    await readers.query({ text, values: [tenant, draft(content), blob, content, size, await now()] })
  }

  /** Takes rows of `blobs` away, and their bytes. */
  const remove = (where: string, values: readonly unknown[]) =>
    readers.query({
      text: `with gone as (delete from ${s}.blobs where tenant = $1 and ${where} returning content)
        delete from ${s}.blob_parts p using gone where p.content = gone.content`,
      values,
    })

  async function writeParts(content: string, bytes: AsyncIterable<Uint8Array>): Promise<BlobRef> {
    const hash = createHash('sha256')
    let size = 0
    let part = 0
    for await (const some of partsOf(bytes)) {
      hash.update(some)
      size += some.length
      await put(content, part++, some)
    }
    return { blob: `sha256-${hash.digest('hex')}`, size }
  }

  async function* partsFrom(content: string): AsyncIterable<Uint8Array> {
    const text = `select bytes from ${s}.blob_parts where content = $1 and part = $2`
    for (let part = 0; ; part++) {
      const [row] = await readers.query<{ bytes: Buffer }>({ name: 'part', text, values: [content, part] })
      if (!row) return
      yield row.bytes
    }
  }

  return {
    async write(tenant, bytes) {
      const content = randomUUID()
      await begin(tenant, content)
      try {
        const ref = await writeParts(content, bytes)
        await publish(tenant, content, ref)
        return ref
      } catch (error) {
        await remove('blob = $2', [tenant, draft(content)]).catch(() => {}) // what is left is a draft, and goes in a day
        throw error
      }
    },
    async read(tenant, blob) {
      const text = `select content from ${s}.blobs where tenant = $1 and blob = $2`
      const [row] = await readers.query<{ content: string }>({ name: 'blob', text, values: [tenant, blob] })
      return row && partsFrom(row.content)
    },
    async *older(tenant, than) {
      await remove(`blob like 'draft-%' and at < $2`, [tenant, than])
      const text = `select blob from ${s}.blobs
        where tenant = $1 and blob > $2 and blob like 'sha256-%' and at < $3 order by blob limit ${page}`
      for (let after: string | undefined = ''; after !== undefined; ) {
        const rows: readonly { blob: string }[] = await readers.query({ text, values: [tenant, after, than] })
        for (const { blob } of rows) yield blob
        after = rows.at(-1)?.blob
      }
    },
    async setAside(tenant, blob, olderThan) {
      const text = `update ${s}.blobs set aside = true where tenant = $1 and blob = $2 and at < $3 returning blob`
      return (await readers.query({ text, values: [tenant, blob, olderThan] })).length > 0
    },
    async restore(tenant, blob) {
      const text = `update ${s}.blobs set aside = false where tenant = $1 and blob = $2`
      await readers.query({ text, values: [tenant, blob] })
    },
    async drop(tenant, blob) {
      await remove('blob = $2 and aside', [tenant, blob])
    },
  }
}

const draft = (content: string): string => `draft-${content}`

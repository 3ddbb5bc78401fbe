import type { FileRef } from '@casewell/core'
import { messageOf } from '@casewell/errors'
import type { BlobRef, Blobs } from '@casewell/store'
import type { Account } from '../account.ts'
import type { Block, FileBlock } from '../contract/block.ts'
import type { Inbound, InboundMessage, NotUnderstood } from '../contract/inbound.ts'
import { channelErrors } from '../errors.ts'

/** An event from outside whose bytes are kept already: ready to be committed. */
export type Prepared =
  | { readonly event: InboundMessage; readonly text: string; readonly files: readonly FileRef[] }
  | { readonly event: NotUnderstood; readonly raw: BlobRef }
  | { readonly event: Exclude<Inbound, InboundMessage | NotUnderstood>; readonly text: string }

/** Keeps files and raw bytes as blobs, before anything is committed. */
export async function prepare(event: Inbound, account: Account): Promise<Prepared> {
  if (event.type === 'message') return { event, ...(await prepareBlocks(event.blocks, account)) }
  if ('raw' in event) return { event, raw: await keep(account.desk.blobs, bytesOf(event.raw)) }
  return { event, text: event.type === 'edited' ? textOf(event.blocks) : '' }
}

async function prepareBlocks(blocks: readonly Block[], account: Account) {
  const files: FileRef[] = []
  for (const block of blocks) if (block.t === 'file') files.push(await prepareFile(block, account))
  return { text: textOf(blocks), files }
}

const textOf = (blocks: readonly Block[]): string =>
  blocks.flatMap((block) => (block.t === 'text' ? [block.text] : [])).join('\n\n')

/** @throws `channel/file-failed` */
async function prepareFile(block: FileBlock, { definition, desk, context, channel }: Account): Promise<FileRef> {
  const { ref, name, mime, cid } = block
  try {
    const bytes = block.bytes ?? (await definition.file?.(ref, context)) ?? new Uint8Array()
    const { blob, size } = await desk.blobs.write(bytes)
    return { blob, name, mime, size, cid: cid ?? null }
  } catch (cause) {
    throw channelErrors['file-failed']({ channel, name, reason: messageOf(cause) }, { cause })
  }
}

const keep = (blobs: Blobs, bytes: Uint8Array): Promise<BlobRef> => blobs.write(bytes)

function bytesOf(raw: NotUnderstood['raw']): Uint8Array {
  if (raw instanceof Uint8Array) return raw
  return Buffer.from(typeof raw === 'string' ? raw : JSON.stringify(raw), 'utf8')
}

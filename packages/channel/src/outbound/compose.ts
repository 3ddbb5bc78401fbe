import type { FileRef, ReplyWish } from '@casewell/core'
import type { Blobs } from '@casewell/store'
import { textOf } from '../blocks/words.ts'
import type { Block, FileBlock } from '../contract/block.ts'

/** What a reply may be told besides what it says. */
export interface ComposeOptions {
  /** Not before this instant. */
  readonly at?: Date
}

/**
 * Makes a reply of blocks: buttons, choices, cards, forms, templates, files. The case keeps it as text, each channel shows
 * as much of it as it can.
 *
 * @example
 * ```ts
 * import { compose } from '@casewell/channel'
 * import { memoryStore } from '@casewell/store'
 *
 * await using host = memoryStore()
 * const buttons = [{ id: 'call', label: 'Call me' }, { id: 'mail', label: 'Write to me' }]
 * const reply = await compose(host.tenant('acme').blobs, [{ t: 'buttons', text: 'How shall we go on?', buttons }])
 * // Then: desk.as(ada).cases.reply(id, reply)
 * console.log(reply.text)
 * // How shall we go on?
 * // 1. Call me
 * // 2. Write to me
 * ```
 */
export async function compose(
  blobs: Blobs,
  blocks: readonly Block[],
  { at }: ComposeOptions = {},
): Promise<Pick<ReplyWish, 'text' | 'wire'> & { readonly files: readonly FileRef[] }> {
  const files: FileRef[] = []
  const keep = async (block: FileBlock): Promise<FileBlock> => {
    const { blob, size } = await blobs.write(block.bytes ?? new Uint8Array())
    const { name, mime, cid } = block
    files.push({ blob, name, mime, size, cid: cid ?? null })
    return { t: 'file', ref: blob, name, mime, ...(cid !== undefined && { cid }) }
  }
  const kept: Block[] = []
  for (const block of blocks) kept.push(await keptOf(block, keep))
  const text = textOf(blocks.filter(({ t }) => t !== 'file'))
  return { text, files, wire: { blocks: kept, ...(at && { notBefore: at.toISOString() }) } }
}

async function keptOf(block: Block, keep: (block: FileBlock) => Promise<FileBlock>): Promise<Block> {
  if (block.t === 'file') return keep(block)
  return block.t === 'card' && block.image ? { ...block, image: await keep(block.image) } : block
}

import type { FileRef } from '@casewell/core'
import { messageOf } from '@casewell/errors'
import type { BlobRef } from '@casewell/store'
import type { Account } from '../account.ts'
import type { Block, FileBlock } from '../contract/block.ts'
import type {
  DeliveryReport,
  Inbound,
  InboundAction,
  InboundCall,
  InboundChange,
  InboundMessage,
  NotUnderstood,
  Signal,
} from '../contract/inbound.ts'
import { channelErrors } from '../errors.ts'
import { saidBy } from './said.ts'

/** An event from outside whose bytes are kept already: ready to be committed. */
export type Prepared =
  | PreparedMessage
  | { readonly as: 'change'; readonly event: InboundChange; readonly text: string }
  | { readonly as: 'report'; readonly event: DeliveryReport }
  | { readonly as: 'call'; readonly event: InboundCall }
  | { readonly as: 'ignored'; readonly event: { readonly id: string; readonly key?: string } }
  | { readonly as: 'quarantined'; readonly event: NotUnderstood; readonly raw: BlobRef }
  | { readonly as: 'signal'; readonly event: Signal }

/** Something that was said, whatever way: in words, with a button, by telephone. */
export interface PreparedMessage {
  readonly as: 'message'
  readonly event: InboundMessage
  readonly text: string
  readonly files: readonly FileRef[]
  /** What was chosen, where it was no free text. */
  readonly action?: Pick<InboundAction, 'action' | 'block' | 'values'>
}

/** Keeps files and raw bytes as blobs, before anything is committed. */
export async function prepare(event: Inbound, account: Account): Promise<Prepared> {
  switch (event.type) {
    case 'message':
      return { as: 'message', event, ...(await prepareBlocks(event.blocks, account)) }
    case 'action':
    case 'call': {
      if (event.type === 'call' && (event.phase === 'answered' || event.phase === 'ended')) return { as: 'call', event }
      const said = saidBy(event)
      if (said && event.type === 'action')
        return { as: 'message', event: said, text: textOf(said.blocks), files: [], action: chosen(event) }
      return said ? { as: 'message', event: said, text: textOf(said.blocks), files: [] } : { as: 'ignored', event }
    }
    case 'delivery':
      return { as: 'report', event }
    case 'typing':
    case 'presence':
      return { as: 'signal', event }
    case 'ignored':
      return { as: 'ignored', event }
    case 'unknown':
      return { as: 'quarantined', event, raw: await account.desk.blobs.write(bytesOf(event.raw)) }
    default:
      return { as: 'change', event, text: event.type === 'edited' ? textOf(event.blocks) : '' }
  }
}

const chosen = ({ action, block, values }: InboundAction): NonNullable<PreparedMessage['action']> => ({
  action,
  ...(block !== undefined && { block }),
  ...(values && { values }),
})

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

function bytesOf(raw: NotUnderstood['raw']): Uint8Array {
  if (raw instanceof Uint8Array) return raw
  return Buffer.from(typeof raw === 'string' ? raw : JSON.stringify(raw), 'utf8')
}

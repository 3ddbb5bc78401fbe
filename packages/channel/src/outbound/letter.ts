import { Cases, Conversations, type DeskPort, type FileRef, type Message, Messages } from '@casewell/core'
import type { Account } from '../account.ts'
import { type Part, partsOf } from '../blocks/parts.ts'
import { Preferences } from '../collections.ts'
import type { Block, FileBlock } from '../contract/block.ts'
import type { Outbound } from '../contract/outbound.ts'
import type { Tokens } from '../token.ts'
import { lineOf } from './line.ts'

/** A message as its channel sends it, part by part. */
export interface Letter {
  readonly message: Message
  readonly parts: readonly Outbound[]
  /** Names of files that this channel does not take. */
  readonly leftOut: readonly string[]
}

/** Makes a message ready to go; undefined if its content was erased or taken back meanwhile. */
export async function letterOf(
  account: Account,
  tokens: Tokens,
  id: string,
  isTakenBack = false,
): Promise<Letter | undefined> {
  const { desk, definition } = account
  const message = (await desk.read.get(Messages, id))?.doc
  const conversation = message && (await desk.read.get(Conversations, message.conversation))?.doc
  const state = message && (await desk.read.get(Cases, message.case))?.doc
  if (!message || !conversation || !state || (message.deletedAt !== null && !isTakenBack)) return undefined
  const { channel, account: name } = account
  const line = await lineOf(desk.read, { conversation: message.conversation, channel, account: name })
  const language = (await desk.read.get(Preferences, state.customer))?.doc.language?.tag
  const blocks = await blocksOf(desk, message)
  const parts = partsOf(blocks, { can: definition.can, limits: definition.limits ?? {} })
  const common = {
    thread: conversation.thread,
    to: conversation.participants.map(({ handle, name }) => ({ handle, ...(name !== null && { name }) })),
    ...(message.subject !== null && { subject: message.subject }),
    ...(language !== undefined && { language }),
    token: tokens.tokenOf(message.conversation),
    reference: state.reference,
    wire: conversation.wire,
    at: new Date(message.saidAt),
    isAutomatic: message.isAutomatic,
    depth: message.isAutomatic ? line.depth + 1 : 0,
    parts: parts.length,
  }
  const partOf = (part: Part, i: number): Outbound => ({ ...common, id: idOf(id, i), part: i + 1, ...part })
  return { message, parts: parts.map(partOf), leftOut: leftOut(blocks, parts) }
}

/** The message's own id for its first part, so that a message in one part is sent under the id that the desk knows. */
const idOf = (message: string, i: number): string => (i === 0 ? message : `${message}.${i + 1}`)

function leftOut(blocks: readonly Block[], parts: readonly Part[]): readonly string[] {
  const going = new Set(
    parts.flatMap((part) => part.blocks.flatMap((block) => (block.t === 'file' ? [block.ref] : []))),
  )
  return blocks.flatMap((block) => (block.t === 'file' && !going.has(block.ref) ? [block.name] : []))
}

/** What was composed of blocks, with the bytes of its files; otherwise the text and its files. */
async function blocksOf(desk: DeskPort, { text, files, wire }: Message): Promise<readonly Block[]> {
  const composed = wire['blocks'] as readonly Block[] | undefined // written by `compose`, and by nobody else
  if (!composed) {
    const attached = await Promise.all(files.map((file) => fileBlock(desk, file)))
    return text === '' && attached.length > 0 ? attached : [{ t: 'text', text }, ...attached]
  }
  return Promise.all(composed.map((block) => withBytes(desk, block)))
}

async function withBytes(desk: DeskPort, block: Block): Promise<Block> {
  if (block.t === 'file') return fileBlock(desk, { ...block, blob: block.ref })
  if (block.t === 'card' && block.image)
    return { ...block, image: await fileBlock(desk, { ...block.image, blob: block.image.ref }) }
  return block
}

type Kept = Pick<FileRef, 'blob' | 'name' | 'mime'> & { readonly cid?: string | null }

async function fileBlock(desk: DeskPort, { blob, name, mime, cid = null }: Kept): Promise<FileBlock> {
  const parts: Uint8Array[] = []
  for await (const part of desk.blobs.read(blob)) parts.push(part)
  const bytes = new Uint8Array(Buffer.concat(parts))
  return { t: 'file', ref: blob, name, mime, bytes, ...(cid !== null && { cid }) }
}

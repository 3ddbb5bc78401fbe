import { Cases, Conversations, type DeskPort, Messages } from '@casewell/core'
import type { Block, FileBlock } from '../contract/block.ts'
import type { Outbound } from '../contract/outbound.ts'
import type { Tokens } from '../token.ts'

/** A message as its channel sends it; undefined if its content was erased meanwhile. */
export async function letterOf(desk: DeskPort, tokens: Tokens, message: string): Promise<Outbound | undefined> {
  const doc = (await desk.read.get(Messages, message))?.doc
  const conversation = doc && (await desk.read.get(Conversations, doc.conversation))?.doc
  const state = doc && (await desk.read.get(Cases, doc.case))?.doc
  if (!doc || !conversation || !state) return undefined
  const files = await Promise.all(doc.files.map((file) => fileBlock(desk, file)))
  const blocks: Block[] = [{ t: 'text', text: doc.text }, ...files]
  return {
    id: message,
    thread: conversation.thread,
    to: conversation.participants.map(({ handle, name }) => ({ handle, ...(name !== null && { name }) })),
    text: doc.text,
    ...(doc.subject !== null && { subject: doc.subject }),
    blocks,
    token: tokens.tokenOf(doc.conversation),
    reference: state.reference,
    wire: conversation.wire,
    at: new Date(doc.saidAt),
    isAutomatic: doc.isAutomatic,
    depth: 0,
    part: 1,
    parts: 1,
  }
}

async function fileBlock(
  desk: DeskPort,
  file: { blob: string; name: string; mime: string; cid: string | null },
): Promise<FileBlock> {
  const parts: Uint8Array[] = []
  for await (const part of desk.blobs.read(file.blob)) parts.push(part)
  const { blob: ref, name, mime, cid } = file
  return { t: 'file', ref, name, mime, bytes: new Uint8Array(Buffer.concat(parts)), ...(cid !== null && { cid }) }
}

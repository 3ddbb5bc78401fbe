import assert from 'node:assert/strict'
import type { Block } from '../contract/block.ts'
import type { Party } from '../contract/handle.ts'
import type { Inbound } from '../contract/inbound.ts'

/** Asserts that an event is what its type says, whatever an adapter's own types let pass. */
export function assertWellFormed(event: Inbound): void {
  assert.ok(types.has(event.type), `there is no event of type ${String(event.type)}`)
  if (event.type !== 'typing' && event.type !== 'presence') assertText(event.id, `the id of a ${event.type}`)
  if ('raw' in event) assertNamed(event)
  if ('from' in event) assertParty(event.from)
  if ('at' in event && event.at !== undefined)
    assert.ok(event.at instanceof Date && !Number.isNaN(event.at.getTime()), `${event.type}.at is no instant`)
  if ('thread' in event && event.thread !== undefined) assertText(event.thread, 'thread')
  if (event.type === 'edited' || event.type === 'deleted' || event.type === 'reaction')
    assertText(event.target, `${event.type}.target`)
  if (event.type === 'action') assertText(event.action, 'action')
  if (event.type === 'call') assertText(event.call, 'call')
  if ('blocks' in event) event.blocks.forEach(assertBlock)
  if (event.type === 'message') assertPlaced(event)
}

function assertNamed({ type, reason, raw }: Extract<Inbound, { raw: unknown }>): void {
  assert.ok(type === 'unknown' || type === 'ignored', `a ${String(type)} has no raw payload`)
  assertText(reason, `the reason of ${type}`)
  assert.ok(raw !== undefined && raw !== null, `${type} keeps nothing of what came`)
}

const types: ReadonlySet<string> = new Set<Inbound['type']>([
  'message',
  'edited',
  'deleted',
  'reaction',
  'action',
  'call',
  'delivery',
  'typing',
  'presence',
  'unknown',
  'ignored',
])

function assertPlaced(event: Extract<Inbound, { type: 'message' }>): void {
  assert.ok(
    event.thread !== undefined || event.evidence !== undefined,
    'a message has neither a thread nor evidence: nothing joins it to its case',
  )
  for (const party of event.parties ?? []) assertParty(party)
}

function assertParty({ handle }: Party): void {
  assert.ok(['email', 'phone', 'user'].includes(handle.kind), `there is no handle of kind ${String(handle.kind)}`)
  assertText(handle.value, `the value of a ${handle.kind} handle`)
  assert.ok(
    ['verified', 'asserted', 'unverified'].includes(handle.assurance),
    `there is no assurance ${String(handle.assurance)}`,
  )
  if (handle.kind === 'user')
    assert.match(
      handle.value,
      /^[^:]+:./s,
      `a user handle names its issuer, as in "telegram:42"; this is "${handle.value}"`,
    )
}

function assertBlock(block: Block): void {
  if (block.t === 'text') assert.equal(typeof block.text, 'string', 'a text block has no text')
  if (block.t === 'text') return
  assert.equal(block.t, 'file', `what comes in is text and files; this is a block "${block.t}"`)
  if (block.t !== 'file') return
  assertText(block.ref, 'the ref of a file')
  assert.equal(typeof block.name, 'string', 'a file has no name')
  assert.match(block.mime, /^[\w.+-]+\/[\w.+-]+/, `"${block.mime}" is no media type`)
}

const assertText = (value: unknown, what: string): void =>
  assert.ok(typeof value === 'string' && value.length > 0, `${what} is ${JSON.stringify(value)}`)

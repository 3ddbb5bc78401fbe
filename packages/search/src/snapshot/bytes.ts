/** Kinds of arrays that are packed as they are, by their sort and width. */
const kinds = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f32: Float32Array } as const
type Kind = keyof typeof kinds
type Numbers = InstanceType<(typeof kinds)[Kind]>
const kindOf = (value: unknown): Kind | undefined =>
  (Object.keys(kinds) as Kind[]).find((kind) => value instanceof kinds[kind]) // its own keys

/** Bytes before the head: a mark, a checksum, the length of the head. */
const PREFIX = 12
const MARK = 0x31535743 // "CWS1"
const padded = (bytes: number): number => (bytes + 3) & ~3

/**
 * Packs plain data into bytes: JSON, but maps stay maps, and arrays of numbers stand behind it as they are in memory
 * (little-endian, as on every machine that runs JavaScript today).
 */
export function pack(data: unknown): Uint8Array {
  const arrays: Numbers[] = []
  let end = 0
  const json = JSON.stringify(data, (_, value: unknown) => {
    if (value instanceof Map) return { '#map': [...(value as Map<unknown, unknown>)] }
    const kind = kindOf(value)
    if (kind === undefined) return value
    const array = value as Numbers // as its kind says
    arrays.push(array)
    const at = end
    end += padded(array.byteLength)
    return { '#array': [kind, at, array.length] }
  })
  const head = new TextEncoder().encode(json)
  const bytes = new Uint8Array(PREFIX + padded(head.length) + end)
  bytes.set(head, PREFIX)
  let at = PREFIX + padded(head.length)
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += padded(array.byteLength)
  }
  const prefix = new Uint32Array(bytes.buffer, 0, 3)
  prefix.set([MARK, 0, head.length])
  prefix[1] = checksum(bytes)
  return bytes
}

/** The data that was packed; its arrays are views of the bytes. Undefined where the bytes are not whole. */
export function unpack(given: Uint8Array): unknown {
  const bytes = given.byteOffset % 4 === 0 ? given : given.slice()
  if (bytes.length < PREFIX || bytes.length % 4 !== 0) return undefined
  const [mark, sum, length = 0] = new Uint32Array(bytes.buffer, bytes.byteOffset, 3)
  if (mark !== MARK || sum !== checksum(bytes)) return undefined
  const body = bytes.byteOffset + PREFIX + padded(length)
  return JSON.parse(new TextDecoder().decode(bytes.subarray(PREFIX, PREFIX + length)), (_, value: Packed) => {
    if (value?.['#map']) return new Map(value['#map'])
    if (!value?.['#array']) return value
    const [kind, at, count] = value['#array']
    return new kinds[kind](bytes.buffer as ArrayBuffer, body + at, count) // a shared one serves as well
  })
}

/** What a map or an array looks like in JSON; any other value has neither. */
type Packed = null | {
  readonly '#map'?: readonly (readonly [unknown, unknown])[]
  readonly '#array'?: readonly [kind: Kind, at: number, count: number]
}

/** FNV-1a over 32-bit words, of all but the mark and the checksum itself. */
function checksum(bytes: Uint8Array): number {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2)
  let hash = 0x811c9dc5
  for (let i = 2; i < words.length; i++) hash = Math.imul(hash ^ (words[i] as number), 0x01000193) // in bounds
  return hash >>> 0
}

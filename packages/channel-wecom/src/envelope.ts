import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto'

/** Padding is to blocks of 32 bytes, more than AES itself wants. */
const blockSize = 32
/** Random bytes and the length of the text come before it. */
const headSize = 20

/**
 * SHA-1 of the parts in the order of their code units: token, timestamp, nonce and what is encrypted.
 *
 * @example
 * ```ts
 * import { signatureOf } from '@casewell/channel-wecom'
 *
 * const encrypted = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=='
 * console.log(signatureOf('QDG6eK', '1409659589', '263014780', encrypted)) // 5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3
 * ```
 */
export const signatureOf = (...parts: readonly string[]): string => hash('sha1', [...parts].sort().join(''))

const keyOf = (encodingAesKey: string): Buffer => Buffer.from(`${encodingAesKey}=`, 'base64')

/**
 * Opens what WeCom has encrypted (https://developer.work.weixin.qq.com/document/path/90968): AES-256-CBC with a padding
 * of its own. Undefined if it was not made with this key for this receiver.
 */
export function open(encrypted: string, encodingAesKey: string, receiver: string): string | undefined {
  try {
    const key = keyOf(encodingAesKey)
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
    const padded = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()])
    const plain = padded.subarray(0, padded.length - (padded.at(-1) ?? 0))
    const end = headSize + plain.readUInt32BE(16)
    return plain.subarray(end).toString() === receiver ? plain.subarray(headSize, end).toString() : undefined
  } catch {
    return undefined // no whole blocks, no head: nothing that WeCom has made
  }
}

/**
 * Encrypts as WeCom does: for stand-ins of WeCom in tests.
 *
 * @example
 * ```ts
 * import { seal } from '@casewell/channel-wecom'
 *
 * const sealed = seal('<xml></xml>', 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C', 'ww1')
 * console.log(Buffer.from(sealed, 'base64').length % 32) // 0
 * ```
 */
export function seal(text: string, encodingAesKey: string, receiver: string): string {
  const key = keyOf(encodingAesKey)
  const [content, length] = [Buffer.from(text), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  const plain = Buffer.concat([randomBytes(16), length, content, Buffer.from(receiver)])
  const padding = blockSize - (plain.length % blockSize)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([plain, Buffer.alloc(padding, padding)])
  return cipher.update(padded, undefined, 'base64') + cipher.final('base64')
}

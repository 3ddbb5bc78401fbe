import { timingSafeEqual } from 'node:crypto'

/** Signs what we send out, so that a reply that says it back finds its conversation. */
export interface Tokens {
  tokenOf(conversation: string): string
  /** Undefined if it is none of ours. */
  conversationOf(token: string): string | undefined
}

const signatureLength = 12

/** Tokens under a tenant's key: the conversation's id, a dot, 60 bits of an HMAC of it. */
export function tokens(seal: (...parts: readonly string[]) => string): Tokens {
  const signature = (conversation: string): string =>
    Array.from(Buffer.from(seal('token', conversation)).subarray(0, signatureLength), (byte) =>
      base32.charAt(byte & 31),
    ).join('')
  return {
    tokenOf: (conversation) => `${conversation}.${signature(conversation)}`,
    conversationOf(token) {
      const [conversation = '', given = ''] = token.toLowerCase().split('.')
      const wanted = signature(conversation)
      if (given.length !== wanted.length || !timingSafeEqual(Buffer.from(given), Buffer.from(wanted))) return undefined
      return conversation
    },
  }
}

/** Lower case only: mail servers may fold the case of what stands before the @. */
const base32 = 'abcdefghijklmnopqrstuvwxyz234567'

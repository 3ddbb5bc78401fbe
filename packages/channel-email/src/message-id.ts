/**
 * The Message-ID of a mail of ours: it carries the signed token of its conversation, so that every mail client says it
 * back in `In-Reply-To` or `References` (RFC 5322 §3.6.4).
 */
export function ownMessageId(token: string, message: string, address: string): string {
  return `cw.${token}.${message}@${address.slice(address.lastIndexOf('@') + 1)}`
}

const shape = /^cw\.([a-z0-9-]+\.[a-z2-7]+)\.[a-z0-9-]+@/i

/** The token in the first of these ids that is ours; whether it is signed, the runtime decides. */
export function tokenIn(ids: readonly string[]): string | undefined {
  for (const id of ids) {
    const token = shape.exec(id)?.[1]
    if (token !== undefined) return token
  }
  return undefined
}

/** Was this id made by a desk, whichever? */
export const isOwnMessageId = (id: string): boolean => shape.test(id)

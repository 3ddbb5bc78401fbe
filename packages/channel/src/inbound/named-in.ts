import type { ChannelHandle } from '../contract/handle.ts'
import type { NotUnderstood } from '../contract/inbound.ts'

/** So many characters are looked through: the head of a mail, where addresses are. */
const longestLook = 65_536
/** At most so many people. */
const mostPeople = 50

/** RFC 5321's lengths: without them a long line without an @ would be looked through from each of its characters on. */
const address = /[^\s<>"'(),:;[\]\\@]{1,64}@[^\s<>"'(),:;[\]\\@]{1,255}/g
const handle = /"kind":"(email|phone|user)","value":("(?:[^"\\]|\\.)*")/g

/**
 * Whose e-mail address is in what nobody understood, and whose handle, where the desk refused it after it was
 * understood: sealed, so that it is found when they are erased.
 */
export function namedIn(
  raw: NotUnderstood['raw'],
  seal: (handle: Pick<ChannelHandle, 'kind' | 'value'>) => string,
): string[] {
  const text = textOf(raw).slice(0, longestLook)
  const emails = [...text.matchAll(address)].flatMap(([value]) =>
    value.includes('.', value.indexOf('@')) ? [seal({ kind: 'email', value })] : [],
  )
  const handles = [...text.matchAll(handle)].map(([, kind, value]) =>
    seal({ kind: kind as ChannelHandle['kind'], value: JSON.parse(value ?? '""') as string }),
  ) // the pattern has only these kinds, and a JSON string
  return [...new Set([...handles, ...emails])].slice(0, mostPeople)
}

function textOf(raw: NotUnderstood['raw']): string {
  if (raw instanceof Uint8Array) return Buffer.from(raw.subarray(0, longestLook)).toString('utf8')
  return typeof raw === 'string' ? raw : JSON.stringify(raw)
}

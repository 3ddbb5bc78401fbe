import { decodeWords } from './encoded-words.ts'

/** Line ends, NUL and other control characters: decoded from an encoded word they would inject header lines. */
const controls = /[\0-\x1f\x7f-\x9f\u2028\u2029]+/g

/** Characters that turn the direction of what follows: in a name or a file name they only serve to deceive. */
const bidirectional = /[\u202a-\u202e\u2066-\u2069]/g

/** A header value as text: encoded words decoded, controls and direction marks gone, no white space around it. */
export function headerText(value: string): string {
  return plainText(decodeWords(value))
}

/** Text in one line without controls. */
export function plainText(text: string): string {
  return text.replace(controls, ' ').replace(bidirectional, '').trim()
}

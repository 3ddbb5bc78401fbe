import { randomBytes } from 'node:crypto'

/** What `.env.example` has in place of a secret; as often as a secret of that kind is long. */
const standIn = /(?:replaceMe)+(?:replace)?/g

/** Puts a secret of its own into each place of `.env.example`: a secret that stands in an example is none. */
export const withSecrets = (example: string, secret: () => string): string => example.replace(standIn, () => secret())

/** 43 letters and digits: 256 bits, and as many characters as WeCom asks of a key. */
export function newSecret(): string {
  let letters = ''
  while (letters.length < 43) letters += randomBytes(48).toString('base64').replace(/[+/=]/g, '')
  return letters.slice(0, 43)
}

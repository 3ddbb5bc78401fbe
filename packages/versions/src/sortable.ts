// How a key is built. A key is printable ASCII, so that JavaScript, SQLite (BINARY), Postgres (COLLATE "C") and every
// order by bytes agree on it. Each part ends where it says it ends; no part of one version is ever compared with another
// kind of part of the other. Two characters never stand inside a key:

/** Lower than every character of a key: `key + AFTER` is the first place after `key`. */
export const AFTER = ' '
/** Higher than every character of a key: `start + TOP` is the first place after all keys that begin with `start`. */
export const TOP = '~'

/** Longest version that is read, in characters; what is longer is no version (node-semver draws the line here too). */
const LONGEST = 256

/** The version without the blanks around it; `undefined` when it is empty or too long to be one. */
export function tidy(version: string): string | undefined {
  const text = version.trim()
  return text.length > 0 && text.length <= LONGEST ? text : undefined
}

/** The letter of each length below 26; no number is shorter than one digit. */
const LENGTHS = ' abcdefghijklmnopqrstuvwxy'

/**
 * Digits as a part of a key: a letter for their number, then the digits, so `7` → `a7`, `1024` → `d1024`.
 * Leading zeros do not count. A number has as many digits as it likes: from 26 on, `z` and the length as a number.
 */
export function number(digits: string): string {
  const plain = digits.startsWith('0') ? digits.replace(/^0+(?=\d)/, '') : digits
  const { length } = plain
  return length < 26 ? LENGTHS.charAt(length) + plain : `z${number(String(length))}${plain}`
}

/** Letters as a part of a key: they sort after every number, by their bytes, a shorter word before a longer one. */
export const word = (text: string): string => `{${text}!`

/** May these characters stand in a word of a key? Printable ASCII above `!` and below `~`. */
export const isWord = (text: string): boolean => /^[\x22-\x7d]*$/.test(text)

/** The list without its trailing zeros: `1.0.0` and `1` are one version in most schemes. */
export function withoutTrailingZeros(digits: readonly string[]): readonly string[] {
  const last = digits.findLastIndex((d) => /[^0]/.test(d))
  return digits.slice(0, last + 1)
}

/** Is this line of the text quoted: marked with `>`, or, as some programs do, with the initials of who wrote it? */
export function isQuoteLine(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? ''
  if (/^\s{0,3}>/.test(line)) return !isBrokenBracket(line)
  const initials = /^[A-Z]{1,3}>(?=\s|$)/.exec(line)?.[0]
  return (
    initials !== undefined && [lines[index - 1], lines[index + 1]].some((other) => other?.startsWith(initials) === true)
  )
}

/** The end of an attribution whose address was broken over two lines: `<ada@example.com` and `>:`. */
function isBrokenBracket(line: string): boolean {
  return /^>\s?(?:wrote|a écrit|schrieb)?\s?[:：]\s*$/.test(line)
}

/** Nothing to see: QQ Mail writes `&nbsp;` into plain text. */
export function isBlank(line = ''): boolean {
  const seen = line.trim()
  return seen === '' || (seen.startsWith('&nbsp;') && seen.replaceAll('&nbsp;', '').trim() === '')
}

/** Is there anything that somebody wrote: a letter, a digit, an emoji? */
export function hasText(text: string): boolean {
  return /[\p{L}\p{N}\p{S}]/u.test(text)
}

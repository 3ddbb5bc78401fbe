/**
 * Charsets that say everything in seven bits by shifting between ASCII and a table: HZ (RFC 1843), ISO-2022-KR
 * (RFC 1557) and ISO-2022-CN (RFC 1922). No runtime decodes them any more. Inside a shift the text is GB2312 or
 * KS X 1001 with the high bits off: switching them on again gives GB18030 or EUC-KR, which every runtime knows.
 */
const shifts: Readonly<Record<string, { readonly run: RegExp; readonly table: string }>> = {
  'hz-gb-2312': { run: /~\{([^~\n]*)(?:~\}|(?=\n)|$)/g, table: 'gb18030' },
  'iso-2022-kr': { run: /\u000e([^\u000f\n]*)(?:\u000f|(?=\n)|$)/g, table: 'euc-kr' },
  'iso-2022-cn': { run: /\u000e([^\u000f\n]*)(?:\u000f|(?=\n)|$)/g, table: 'gb18030' },
}

/** Is this one of the seven-bit shifted charsets? */
export function isShifted(charset: string): boolean {
  return Object.hasOwn(shifts, charset)
}

/** Decodes the ASCII carrier of a shifted charset. */
export function decodeShifted(ascii: string, charset: string): string {
  const shift = shifts[charset]
  if (shift === undefined) return ascii
  const decoder = new TextDecoder(shift.table)
  const decoded = ascii.replace(shift.run, (_, run: string) => decoder.decode(highBitsOn(run)))
  return charset === 'hz-gb-2312'
    ? decoded.replaceAll('~~', '~').replaceAll('~\n', '')
    : decoded.replace(/\u001b\$[)*+][A-GI]/g, '')
}

function highBitsOn(run: string): Uint8Array {
  return Uint8Array.from(run, (character) => character.charCodeAt(0) | 0x80)
}

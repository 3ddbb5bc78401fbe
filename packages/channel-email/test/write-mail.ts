/** The bytes of a mail from its lines; what is not ASCII goes out as UTF-8. */
export function mailOf(...lines: readonly string[]): Uint8Array {
  return Buffer.from(lines.join('\r\n'), 'utf8')
}

/** Bytes from pieces, some of them text. */
export function bytesOf(...pieces: readonly (string | Uint8Array)[]): Uint8Array {
  return Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece)))
}

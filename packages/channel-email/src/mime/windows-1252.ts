/** The characters of the bytes 0x80–0x9F (WHATWG Encoding Standard, index windows-1252); the rest is Latin-1. */
const middle = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Western text. Some versions of Node.js decode it as Latin-1 and so lose every curly quote and euro sign. */
export function decodeWindows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return text.replace(/[\x80-\x9f]/g, (character) => middle.charAt(character.charCodeAt(0) - 0x80))
}

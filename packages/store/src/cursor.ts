import { storeErrors } from './errors.ts'

/** Where a page ended, as an opaque text. */
export function cursorOf(key: string, id: string): string {
  return Buffer.from(JSON.stringify([key, id]), 'utf8').toString('base64url')
}

/** @throws `store/bad-query` if the text is no cursor */
export function readCursor(cursor: string, of: { collection: string; index: string }): { key: string; id: string } {
  try {
    const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[]
    if (typeof key === 'string' && typeof id === 'string') return { key, id }
  } catch {
    // falls through to the same answer: whatever it is, it is no cursor
  }
  throw storeErrors['bad-query']({ ...of, reason: `"${cursor.slice(0, 40)}" is no cursor` })
}

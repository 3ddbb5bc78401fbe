import type * as z from 'zod'
import { toDotPath } from 'zod/v4/core' // not `z.core`: whoever names that has all of zod in a bundle, three times the bytes

const SHOWN = 3

/** What zod found wrong, in one line, without the values: these may be somebody's. */
export function reasonOf(error: z.ZodError): string {
  const shown = error.issues
    .slice(0, SHOWN)
    .map(({ path, message }) => (path.length > 0 ? `${toDotPath(path)}: ${message}` : message))
  const more = error.issues.length - shown.length
  return shown.join('; ') + (more > 0 ? `; and ${more} more` : '')
}

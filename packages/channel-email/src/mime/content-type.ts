/** A Content-Type as the scan needs it. */
export interface ContentType {
  /** Lower case, `text/plain` where the value names none. */
  readonly type: string
  /** By lower-case name; of a repeated parameter the first. */
  readonly params: ReadonlyMap<string, string>
}

/** Longer values are not read for parameters: none that the scan needs is that long. */
const MAX_VALUE_LENGTH = 4096

const parameter = /(?:^|[;\s])([\w.-]+)(\*\d*\*?)?\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]*))/g

/**
 * Reads a Content-Type value (RFC 2045 §5.1) as senders write it: comments, missing semicolons, parameters in
 * continuations (RFC 2231), quotes left open.
 */
export function parseContentType(value: string, whenMissing = 'text/plain'): ContentType {
  const short = value.slice(0, MAX_VALUE_LENGTH)
  const type = /^\s*(?:\([^)]*\)\s*)?([\w.+-]+\/[\w.+-]+)/.exec(short)?.[1]?.toLowerCase() ?? whenMissing
  const params = new Map<string, string>()
  for (const [, name = '', section, quoted, plain = ''] of short.matchAll(parameter)) {
    addParameter(params, name.toLowerCase(), section, quoted?.replace(/\\(.)/g, '$1') ?? plain.replace(/^"/, ''))
  }
  return { type, params }
}

/** A section `*0`, `*1`… continues the one before it; `*` alone says that the value names its charset in front. */
function addParameter(params: Map<string, string>, name: string, section: string | undefined, value: string): void {
  const before = params.get(name)
  if (before === undefined)
    params.set(name, section?.endsWith('*') === true ? value.replace(/^[^']*'[^']*'/, '') : value)
  else if (section !== undefined && !section.startsWith('*0')) params.set(name, before + value)
}

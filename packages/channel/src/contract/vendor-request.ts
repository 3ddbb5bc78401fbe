/** An address with more fields in its query. */
export function withQuery(url: string, fields: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(fields).toString()
  return `${url}${query && (url.includes('?') ? '&' : '?')}${query}`
}

/** A body as fetch takes it: forms and bytes as they are, any other object as JSON; without a body it is a GET. */
export function contentOf(
  body: object | undefined,
): Pick<RequestInit, 'method' | 'body'> & { headers?: { 'content-type': string } } {
  if (body === undefined) return { method: 'GET' }
  if (body instanceof FormData || body instanceof URLSearchParams) return { method: 'POST', body }
  if (body instanceof Uint8Array) return { method: 'POST', body: new Uint8Array(body) } // of a buffer that fetch takes
  return { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json; charset=utf-8' } }
}

/** The parts of a URI reference and the characters each may have. Source: RFC 3986, appendices A and B. */
const parts = /^([a-z][a-z\d+.-]*:)?(\/\/[^/?#]*)?([^?#]*)(\?[^#]*)?(#.*)?$/is
const authority =
  /^\/\/(?:(?:[\w.~!$&'()*+,;=:-]|%[\da-f]{2})*@)?(?:\[[\da-f:.]+\]|(?:[\w.~!$&'()*+,;=-]|%[\da-f]{2})*)(?::\d*)?$/i
const path = /^(?:[\w.~!$&'()*+,;=:@/-]|%[\da-f]{2})*$/i
const query = /^.(?:[\w.~!$&'()*+,;=:@/?-]|%[\da-f]{2})*$/i

/** Is the text a URI reference, as the `source` of an event has to be? */
export function isUriReference(text: string): boolean {
  const [, , host, way = '', question, fragment] = parts.exec(text) ?? []
  const fits = (part: string | undefined, pattern: RegExp) => part === undefined || pattern.test(part)
  return text !== '' && fits(host, authority) && path.test(way) && fits(question, query) && fits(fragment, query)
}

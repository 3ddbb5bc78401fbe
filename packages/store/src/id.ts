const bad = /[\u0000-\u001f\u007f]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/
const plain = /^[\u0020-\u007e]{1,512}$/

/** Can this be the id of a document? 1 to 512 characters (UTF-16 units), none of them a control character or a lone surrogate. */
export function isId(id: string): boolean {
  return plain.test(id) || (id.length > 0 && id.length <= 512 && !bad.test(id))
}

/** The collection and the id in `collection/id`: no collection has a slash in its name. */
export function placeOf(document: string): readonly [collection: string, id: string] {
  const end = document.indexOf('/')
  return end === -1 ? [document, ''] : [document.slice(0, end), document.slice(end + 1)]
}

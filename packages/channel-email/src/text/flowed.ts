/**
 * Joins the lines that a sender broke softly (RFC 3676 format=flowed): a line that ends in a space goes on in the
 * next. Quoted lines stay apart by their depth, and the signature separator `-- ` is a line of its own.
 *
 * @param deletesSpace - DelSp=yes: the space itself is part of the break (used for languages without spaces)
 */
export function unflow(text: string, deletesSpace: boolean): string {
  const paragraphs: string[] = []
  let open: FlowedLine | undefined
  for (const raw of text.split('\n')) {
    const line = flowedLine(raw.replace(/\r$/, ''))
    if (open !== undefined && open.depth === line.depth && line.text !== '-- ') {
      paragraphs.push((paragraphs.pop() ?? '') + line.text)
    } else {
      paragraphs.push('>'.repeat(line.depth) + (line.depth > 0 && line.text !== '' ? ' ' : '') + line.text)
    }
    open = line.text.endsWith(' ') && line.text !== '-- ' ? line : undefined
    if (open !== undefined && deletesSpace) paragraphs.push((paragraphs.pop() ?? '').slice(0, -1))
  }
  return paragraphs.join('\n')
}

interface FlowedLine {
  readonly depth: number
  readonly text: string
}

function flowedLine(line: string): FlowedLine {
  const depth = /^>*/.exec(line)?.[0].length ?? 0
  const rest = line.slice(depth)
  return { depth, text: rest.startsWith(' ') ? rest.slice(1) : rest } // §4.4: one space is stuffing
}

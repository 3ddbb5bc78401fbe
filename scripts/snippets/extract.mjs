// Finds the `ts` blocks of a text, each with its line, what it is said to print, and why it is not run, if so.

const collapsed = (text) => text.replace(/\s+/g, ' ').trim()

/** What the comments behind the `console.log`s of a block say that they print, or those right below: one text each. */
function saidIn(body) {
  const lines = body.split('\n')
  const remark = (line = '') => /^\s*\/\/ ?(.*)$/.exec(line)?.[1]
  const below = (i) => {
    const end = lines.findIndex((line, j) => j > i && remark(line) === undefined)
    return lines.slice(i + 1, end < 0 ? undefined : end).map(remark)
  }
  return lines.flatMap((line, i) => {
    if (!line.includes('console.log(') || remark(line) !== undefined) return []
    const said = collapsed(/\)[ \t]+\/\/ (.+)$/.exec(line)?.[1] ?? below(i).join(' '))
    return said === '' ? [] : [said]
  })
}

/** In source files only `@example` comments count; a line keeps its place, so that errors point at the origin. */
function commentsOf(source) {
  return source
    .split('\n')
    .map((line) => /^\s*\* ?(.*)$/.exec(line)?.[1] ?? '')
    .join('\n')
}

// A fence may stand indented, in a list. The second half is a plain block that follows with nothing between.
const block =
  /^[ \t]*```(?:ts|typescript)\b([^\n]*)\n([\s\S]*?)^[ \t]*```[ \t]*$(?:\s+```[ \t]*\n([\s\S]*?)^[ \t]*```[ \t]*$)?/gm

/**
 * @param file - the path of the text, for its ending
 * @returns `{ line, body, prints, says, noRun }`: `line` is the fence's; `prints` what a plain block right after it holds;
 * `says` what its own comments say that it prints; `noRun` the reason after the word no-run, '' when it gives none,
 * undefined when the block runs
 */
export function extract(file, text) {
  const prose = file.endsWith('.md') ? text : commentsOf(text)
  return [...prose.matchAll(block)].map(({ index, 1: info, 2: body, 3: prints }) => ({
    line: prose.slice(0, index).split('\n').length,
    body,
    prints,
    says: saidIn(body),
    noRun: /\bno-run\b:?\s*(.*)/.exec(info)?.[1]?.trim(),
  }))
}

/** The lines of `@example` tags that no `ts` block follows: an example that nobody runs. */
export function bareExamples(file, text) {
  if (file.endsWith('.md')) return []
  const lines = commentsOf(text).split('\n')
  const isBare = (i) => !/^```ts\b/.test(lines.slice(i + 1).find((line) => line.trim() !== '') ?? '')
  return lines.flatMap((line, i) => (/^@example\b/.test(line) && isBare(i) ? [i + 1] : []))
}

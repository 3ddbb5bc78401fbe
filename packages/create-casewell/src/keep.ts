const block = /^\s*(?:\/\/|#|<!--) if ([\w ]+?)(?: -->)?$/
const end = /^\s*(?:\/\/|#|<!--) end(?: -->)?$/
const oneLine = /^(.*\S) (?:\/\/|<!--) if ([\w ]+?)(?: -->)?$/

/**
 * What is left of a text for some words. A line that ends in `// if a b` stays for `a` and for `b`; so do the lines
 * between a comment `if a b` and a comment `end`. Comments are those of TypeScript, of shells and of Markdown. Where
 * something between two empty lines went, one of them goes too.
 */
export function keep(text: string, words: ReadonlySet<string>): string {
  const isWanted = (condition: string): boolean => condition.split(' ').some((word) => words.has(word))
  let isInside = true
  return text
    .split('\n')
    .flatMap((line) => {
      const begins = block.exec(line)
      const isMark = begins !== null || end.test(line)
      if (isMark) isInside = begins === null || isWanted(begins[1] ?? '')
      if (isMark || !isInside) return []
      const [, code, condition] = oneLine.exec(line) ?? []
      if (condition === undefined) return [line]
      return code !== undefined && isWanted(condition) ? [code] : []
    })
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
}

/** One section of a page: what it shows being done, and what it says is printed then. */
export interface Shown {
  readonly heading: string
  /** `sh` or `js`. */
  readonly language: string
  readonly code: string
  readonly printed: string
}

/** The sections of a page that show something: a heading, a block of code, and a plain block right after it. */
export function sectionsOf(page: string): readonly Shown[] {
  return page.split(/^## /m).flatMap((section) => {
    const [, language, code, printed] = /```(sh|js)\n([\s\S]*?)```\n\n```\n([\s\S]*?)```/.exec(section) ?? []
    if (language === undefined || code === undefined || printed === undefined) return []
    return [{ heading: section.split('\n', 1).join(), language, code, printed: printed.trimEnd() }]
  })
}

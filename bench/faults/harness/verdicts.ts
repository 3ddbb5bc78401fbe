/** What a count must be. */
export type Goal = { readonly is: number } | { readonly atLeast: number } | { readonly atMost: number }

/** One line of the closing table. */
export interface Verdict {
  readonly where: string
  readonly what: string
  readonly goal: string
  readonly counted: string
  readonly verdict: 'holds' | 'BROKEN' | 'not run'
}

/** Does a count reach its goal? What is not a number reaches none. */
export function reaches(goal: Goal, counted: number): boolean {
  if ('is' in goal) return counted === goal.is
  return 'atLeast' in goal ? counted >= goal.atLeast : counted <= goal.atMost
}

const figure = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })

function told(goal: Goal): string {
  if ('is' in goal) return figure.format(goal.is)
  return 'atLeast' in goal ? `≥ ${figure.format(goal.atLeast)}` : `≤ ${figure.format(goal.atMost)}`
}

/** The line that a count gets. */
export function judge(where: string, what: string, goal: Goal, counted: number): Verdict {
  const verdict = reaches(goal, counted) ? 'holds' : 'BROKEN'
  return { where, what, goal: told(goal), counted: figure.format(counted), verdict }
}

/** The verdicts in columns. */
export function table(verdicts: readonly Verdict[]): string {
  const heading = ['where', 'what', 'must be', 'counted', '']
  const lines = [heading, ...verdicts.map((v) => [v.where, v.what, v.goal, v.counted, v.verdict])]
  const widths = heading.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

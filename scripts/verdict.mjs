/** Ends a gate: every problem on a line of its own and exit code 1, or one line that says what was looked at. */
export function verdict(problems, summary) {
  for (const problem of problems) console.log(problem)
  console.log(problems.length === 0 ? summary : `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`)
  process.exitCode = problems.length === 0 ? 0 : 1
}

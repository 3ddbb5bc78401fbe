import { createHash } from 'node:crypto'
import { inlineSvg, type Plot } from '../plot/frame.ts'
import { escaped } from '../plot/svg.ts'
import { reportPlots } from './plots.ts'
import type { QuestionScore, ScoreReport } from './score-report.ts'
import { pageStyle } from './style.ts'
import { money, percent, said, sayer, titleOf } from './words.ts'

/**
 * A report as one page: no script, nothing loaded from elsewhere; light, dark and on paper.
 *
 * @example
 * ```ts
 * import { testDesk } from '@casewell/core/testing'
 * import { reportPage, scores } from '@casewell/scores'
 *
 * const { desk } = await testDesk()
 * const api = desk.use(scores())
 * await desk.start()
 * const report = await api.report({ period: { from: '2026-01-05', to: '2026-01-12' } })
 * console.log(reportPage(report).includes('<h1>Scores from 2026-01-05 to 2026-01-12</h1>')) // true
 * await desk.stop()
 * ```
 */
export function reportPage(report: ScoreReport): string {
  const { period, asOf, overall } = report
  const title = `Scores from ${period.from} to ${period.to}`
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
<style>${pageStyle}</style>
</head>
<body><main>
<h1>${title}</h1>
<p class="lead">What was known by ${asOf.slice(0, 10)}. In brackets: an interval that holds the truth in 95 of 100 such reports.</p>
${overall.questions.map(headline).join('\n')}
${costsAndResolution(report)}
<h2>Pictures</h2>
<div class="grid">
${reportPlots(report).map(figure).join('\n')}
</div>
${groupTable(report)}
</main></body>
</html>
`
}

const item = (name: string, value: string, note: string): string =>
  `<li><span>${escaped(name)}</span><b>${escaped(value)}</b><span>${escaped(note)}</span></li>`

/** Value and doubt of an estimate, apart. */
function apart(estimate: QuestionScore['score'], say: (value: number) => string = percent): readonly [string, string] {
  const [value = '', ...doubt] = said(estimate, say).split(' (')
  return [value, doubt.length === 0 ? '' : `(${doubt.join(' (').replace(/n = /, 'n\u00a0=\u00a0')}`]
}

/** A question: very dissatisfied and extremely loyal come first, the mean last. */
function headline(question: QuestionScore): string {
  const { extremes, score, satisfaction, responseRate, metric, silence } = question
  const bounds =
    silence &&
    `Whatever the silent think, ${percent(silence.bounds.lower)} to ${percent(silence.bounds.upper)} are satisfied.`
  const cards = [
    item('Very dissatisfied', ...apart(extremes.veryDissatisfied)),
    item('Extremely loyal', ...apart(extremes.extremelyLoyal)),
    item(`Score: ${score.convention}`, ...apart(score, sayer(metric))),
    item('Mean', ...apart(satisfaction.mean, (value) => value.toFixed(2))),
    item('Answered', ...apart(responseRate)),
  ]
  const warnings = [
    ...score.warnings,
    ...extremes.veryDissatisfied.warnings.filter(({ code }) => code === 'tiny-sample' && score.n >= 10),
  ]
  const warned =
    warnings.length === 0
      ? ''
      : `<ul class="warn">${warnings.map(({ message }) => `<li>${escaped(message)}</li>`).join('')}</ul>`
  return `<section><h2>${escaped(titleOf(question))}</h2><ul class="ends">${cards.join('')}</ul>${bounds ? `<p class="lead">${escaped(bounds)}</p>` : ''}${warned}</section>`
}

function costsAndResolution({ overall, windowDays, currency }: ScoreReport): string {
  const { resolution, costs } = overall
  const { resolved, mature, firstContact } = resolution
  const cards = [
    item(`At first contact, quiet for ${windowDays} days`, ...apart(firstContact)),
    item('Cases resolved', String(resolved), `${mature} of them old enough to tell`),
    item('Cost of a resolved case', ...apart(costs.perContact, money(currency))),
  ]
  return `<section><h2>Resolution and cost</h2><ul class="ends">${cards.join('')}</ul></section>`
}

function figure(plot: Plot, i: number): string {
  const { title, table } = plot
  const name = escaped(title)
  const head = table.head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('')
  const rows = table.rows.map(
    ([first = '', ...rest]) =>
      `<tr><th scope="row">${escaped(first)}</th>${rest.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`,
  )
  return `<figure><figcaption>${name}</figcaption>
${inlineSvg(plot, `plot-${i + 1}`)}
<details><summary>Numbers: ${name}</summary><div class="wide" role="region" aria-label="Numbers: ${name}" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div></details></figure>`
}

/** Groups side by side; one that is too small is named, and nothing more. */
function groupTable({ groups, by, floor, overall }: ScoreReport): string {
  if (groups.length === 0) return ''
  const asked = overall.questions
  const head = [by, ...asked.map(titleOf), 'First contact'].map((cell) => `<th scope="col">${escaped(cell)}</th>`)
  const rows = groups.map(({ name, score, hidden }) => {
    const why =
      hidden === 'too-small'
        ? `fewer than ${floor} answers, not shown`
        : 'not shown, so that it does not tell the one that is too small'
    if (score === null)
      return `<tr><th scope="row">${escaped(name)}</th><td colspan="${asked.length + 1}">${why}</td></tr>`
    const cells = asked.map(({ survey, question, metric }) => {
      const own = score.questions.find((one) => one.survey === survey && one.question === question)
      return own ? said(own.score, sayer(metric)) : 'no answers'
    })
    return `<tr><th scope="row">${escaped(name)}</th>${[...cells, said(score.resolution.firstContact)].map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`
  })
  return `<section><h2>By ${escaped(by)}</h2>
<div class="wide" role="region" aria-label="By ${escaped(by)}" tabindex="0"><table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div></section>`
}

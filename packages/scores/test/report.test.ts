import { csat, netPromoterScore, scale } from '@casewell/scoring'
import { describe, expect, test } from 'vitest'
import { reportPage, reportText, scores } from '../src/index.ts'
import {
  distributionPlot,
  inlineSvg,
  kanoPlot,
  rangePlot,
  seriesPlot,
  survivalPlot,
  svgFile,
} from '../src/plot/index.ts'
import { wholeWeeks } from '../src/week.ts'
import { sampleReport } from './sample-report.ts'
import { dayMs, firstWeek, scoresScene } from './scene.ts'

describe('a report', () => {
  test('[REP1] is plain JSON, with the doubt of every number', async () => {
    const report = await sampleReport()
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
    const [question] = report.overall.questions
    expect(Object.keys(question ?? {}).slice(6)).toEqual([
      'extremes',
      'score',
      'satisfaction',
      'responseRate',
      'silence',
    ])
    for (const { extremes, score, responseRate } of report.overall.questions)
      for (const estimate of [extremes.veryDissatisfied, extremes.extremelyLoyal, score, responseRate])
        expect(estimate).toMatchObject({
          interval: { level: 0.95 },
          warnings: expect.any(Array),
          n: expect.any(Number),
        })
    expect(question?.silence?.bounds.lower).toBeLessThan(question?.score.value ?? 0)
    expect(question?.silence?.bounds.upper).toBeGreaterThan(question?.score.value ?? 1)
  })

  test('[REP1] says what the scores of its answers are', async () => {
    const scene = await scoresScene()
    const stars = [5, 5, 4, 1, 3, 5, 5, 2]
    const points = [10, 9, 9, 7, 0, 6, 10]
    for (const answer of stars) await scene.story({ answer })
    for (const answer of points) await scene.story({ survey: 'nps', answer })
    await scene.story()
    const { overall } = await scene.api.report({ period: firstWeek })
    const all = scale({ min: 1, max: 5 })
    expect(overall.questions.map(({ score }) => score)).toMatchObject([
      { ...csat(all.addAll(all.zero(), stars)), n: 8 },
      { value: netPromoterScore(points).value, interval: netPromoterScore(points).interval, n: 7 },
    ])
    expect(overall.questions[0]?.responseRate).toMatchObject({ value: 8 / 9, n: 9 })
    expect(overall.questions[1]?.extremes.veryDissatisfied.value).toBe(1 / 7) // 0–2
    expect(overall.questions[1]?.extremes.extremelyLoyal.value).toBe(2 / 7) // 10
    await scene.desk.stop()
  })

  test('[REP2] covers whole weeks, and compares with those before', async () => {
    expect(wholeWeeks({ from: '2026-01-07', to: '2026-01-13' })).toEqual({ from: '2026-01-05', to: '2026-01-19' })
    expect(wholeWeeks({ from: '2026-01-05', to: '2026-01-12' })).toEqual(firstWeek)
    const scene = await scoresScene()
    for (const answer of [1, 1, 5]) await scene.story({ answer })
    scene.advance(7 * dayMs)
    for (const answer of [5, 5, 5, 1]) await scene.story({ answer })
    const { series, overall } = await scene.api.report({ period: { from: '2026-01-12', to: '2026-01-19' } })
    expect(overall.questions[0]?.n).toBe(4)
    expect(series[0]?.change?.veryDissatisfied.difference).toBeCloseTo(1 / 4 - 2 / 3, 12)
    expect((await scene.api.report({ period: firstWeek })).series[0]?.change).toBeNull()
    const early = await scene.api.report({ period: firstWeek, asOf: new Date('2026-01-06T00:00:00Z') })
    expect([early.asOf, early.overall.resolution.mature]).toEqual(['2026-01-06T00:00:00.000Z', 0])
    await scene.desk.stop()
  })

  test('[REP2] joins weeks of a long period, so that a point is worth looking at', async () => {
    const scene = await scoresScene()
    for (let week = 0; week < 20; week++) {
      await scene.story({ answer: 1 + (week % 5) })
      scene.advance(7 * dayMs)
    }
    const { series } = await scene.api.report({ period: { from: '2026-01-05', to: '2026-05-25' } })
    expect(series.map(({ weeksPerPoint, weeks }) => [weeksPerPoint, weeks.map(({ score }) => score.n)])).toEqual([
      [2, Array(10).fill(2)],
    ])
    expect(series[0]?.weeks.at(-1)?.week).toBe('2026-05-11')
    await scene.desk.stop()
  })

  test('[REP3] hides a person below the floor, and whoever would tell', async () => {
    const scene = await scoresScene({ floor: 3 })
    const answers = { ada: 5, ben: 3, eve: 2 }
    for (const [agent, count] of Object.entries(answers))
      for (let i = 0; i < count; i++) await scene.story({ agent, answer: 4 })
    const shown = async (by: 'agent' | 'queue') =>
      (await scene.api.report({ period: firstWeek, by })).groups.map(({ name, score, hidden }) => [
        name,
        score?.questions[0]?.n ?? null,
        hidden,
      ])
    expect(await shown('agent')).toEqual([
      ['ada', 5, null],
      ['ben', null, 'would-tell'],
      ['eve', null, 'too-small'],
    ])
    expect(await scene.api.week('agent', 'eve', '2026-01-05')).toBeNull()
    expect(await scene.api.week('agent', 'nobody', '2026-01-05')).toBeNull()
    await scene.story({ agent: 'dan', answer: 1 })
    expect(await shown('agent')).toEqual([
      ['ada', 5, null],
      ['ben', 3, null],
      ['dan', null, 'too-small'],
      ['eve', null, 'too-small'],
    ])
    expect(await shown('queue')).toEqual([['audio', 11, null]])
    const report = await scene.api.report({ period: firstWeek, by: 'agent' })
    expect(reportText(report)).toContain('eve: fewer than 3 answers, not shown')
    expect(reportPage(report)).toContain('fewer than 3 answers, not shown')
    await scene.desk.stop()
  })

  test('[REP4] says in words what it knows, and what it does not', async () => {
    const text = reportText(await sampleReport('queue', 1))
    expect(text).toMatch(/very dissatisfied {2}\d+ % \(\d+ % to \d+ %\), n = \d+/)
    expect(text).toMatch(/score {14}−?\d+ \(−?\d+ to −?\d+\), n = \d+ \[9–10 minus 0–6\]/)
    expect(text).toMatch(/whatever the silent think, \d+ % to \d+ % are satisfied/)
    expect(text).toMatch(/known version: M, better 0\.\d|known version: M, better \d+ %/)
    expect(text).toContain('By queue')
    const scene = await scoresScene()
    const empty = reportText(await scene.api.report({ period: firstWeek }))
    expect(empty).toContain('at first contact   no answers')
    expect(empty).toContain('Cost: not known')
    await scene.desk.stop()
  })

  test('[REP8] is refused for a period or options that cannot be', async () => {
    const scene = await scoresScene()
    for (const period of [
      { from: '2026-01-12', to: '2026-01-05' },
      { from: '2026-01-05', to: '2026-01-05' },
      { from: 'x', to: '2026-01-05' },
    ])
      await expect(scene.api.report({ period })).rejects.toMatchObject({ code: 'scores/bad-period' })
    await scene.desk.stop()
    for (const options of [{ rates: { ada: -1 } }, { floor: 0 }, { windowDays: 61 }, { ends: { csat: { low: 1 } } }])
      expect(() => scores(options as Parameters<typeof scores>[0])).toThrow(
        expect.objectContaining({ code: 'scores/bad-options' }),
      )
  })
})

const estimate = (value: number | null, lower = 0, upper = 1) => ({
  value,
  interval: value === null ? null : { lower, upper, level: 0.95, method: 'x' },
  n: 5,
  effectiveN: 5,
  metric: 'x',
  convention: 'x',
  evidence: 'survey' as const,
  warnings: [],
})
const attribute = (svg: string, name: string, of: RegExp): number[] =>
  [...svg.matchAll(of)].map(([tag]) => Number(new RegExp(` ${name}="([^"]+)"`).exec(tag)?.[1]))

describe('pictures', () => {
  test('[REP7] draw bars as high as their shares', () => {
    const points = [
      { answer: 1, count: 10 },
      { answer: 2, count: 40 },
      { answer: 3, count: 20 },
    ]
    const { body, table } = distributionPlot({
      title: 't',
      points,
      low: { to: 1, share: estimate(0.14) },
      high: { from: 3, share: estimate(0.3) },
    })
    const heights = attribute(body, 'height', /<rect[^>]*>/g)
    expect(heights.map((height) => height / (heights[1] ?? 1))).toEqual([0.25, 1, 0.5])
    expect(body.match(/class="bar[^"]*"/g)).toEqual(['class="bar-low"', 'class="bar"', 'class="bar-high"'])
    expect(table.rows[0]).toEqual(['1', '10', '14 %'])
  })

  test('[REP7] draw points and doubts where their numbers are, and gaps where there are none', () => {
    const score = [estimate(0, -0.5, 0.5), estimate(null), estimate(0.5, 0, 1), estimate(-1, -1, -0.5)]
    const points = score.map((s, i) => ({ label: `w${i}`, score: s }))
    const { body } = seriesPlot({ title: 't', points, within: [-1, 1], say: String })
    expect(attribute(body, 'cy', /<circle[^>]*>/g)).toEqual([100, 60, 180]) // 1 at 20, −1 at 180
    expect(attribute(body, 'y2', /<line[^>]*doubt[^>]*>/g)).toEqual([60, 20, 140])
    expect(/<path[^>]* d="([^"]+)"/.exec(body)?.[1]?.match(/[ML]/g)).toEqual(['M', 'M', 'L'])
    const range = rangePlot({
      title: 't',
      rows: [{ name: 'a', estimate: estimate(2, 1, 4) }],
      say: String,
      within: [0, 4],
    })
    expect(attribute(range.body, 'cx', /<circle[^>]*>/g)).toEqual([197]) // the middle of 14 and 380
    expect(attribute(range.body, 'x2', /<line[^>]*doubt[^>]*>/g)).toEqual([380])
  })

  test('[REP7] draw features at better against worse, and curves as steps', () => {
    const feature = { feature: 'f', category: 'M', better: estimate(0.5, 0.25, 0.75), worse: estimate(-1, -1, -0.5) }
    const { body, description } = kanoPlot({ title: 't', features: [feature] })
    expect([attribute(body, 'cx', /<circle[^>]*>/g), attribute(body, 'cy', /<circle[^>]*>/g)]).toEqual([[386], [172]])
    expect(attribute(body, 'x1', /<line[^>]*cross[^>]*>/g)).toEqual([218, 386])
    expect(description).toBe('f: must-be, better 0.50 (0.25 to 0.75), worse −1.00 (−1.00 to −0.50)')
    const step = { time: 5, atRisk: 2, ended: 1, censored: 1, survival: 0.5, standardError: 0, lower: 0, upper: 1 }
    const curve = {
      n: 2,
      ended: 1,
      level: 0.95,
      method: 'log-log' as const,
      steps: [step],
      median: { value: 5, lower: null, upper: null },
      warnings: [],
    }
    const drawn = survivalPlot({ title: 't', curve, unit: 'days', until: 10 })
    expect(/class="path" d="([^"]+)"/.exec(drawn.body)?.[1]).toBe('M46 14L217 14L217 97L217 97')
  })

  test('[REP5] say what they show, and never more than text', () => {
    const plot = rangePlot({ title: '<script>', rows: [{ name: '"&<img>', estimate: estimate(1) }], say: String })
    for (const svg of [inlineSvg(plot, 'a'), svgFile(plot)]) {
      expect(svg).toMatch(/role="img" aria-labelledby="\S+ \S+"/)
      expect(svg).not.toMatch(/<script|<img/)
    }
  })
})

describe('the page', () => {
  test('[REP5] is one file without script, and each picture has its numbers', async () => {
    const html = reportPage(await sampleReport())
    expect(html).not.toMatch(/<script|\son\w+=|<link|<img|@import|url\(|https?:\/\/(?!www\.w3\.org)/i)
    expect(html).not.toContain('cleo <b>')
    expect(html).toContain('cleo &lt;b&gt;')
    const count = (of: RegExp): number => html.match(of)?.length ?? 0
    expect(count(/<svg/g)).toBeGreaterThan(8)
    expect([count(/<figure/g), count(/<details/g)]).toEqual([count(/<svg/g), count(/<svg/g)])
    expect(html.indexOf('Very dissatisfied')).toBeLessThan(html.indexOf('Mean'))
  })
})

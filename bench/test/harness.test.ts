import { afterEach, describe, expect, test, vi } from 'vitest'
import { machine, versions } from '../harness/machine.ts'
import { createReport, judge } from '../harness/report.ts'
import { json, table } from '../harness/table.ts'
import { type Measure, milliseconds, pairs, perSecond, spreadOf } from '../harness.ts'

/** A measurement that gives one number after the other. */
const giving = (...numbers: readonly number[]): Measure => {
  let i = 0
  return () => numbers[i++ % numbers.length] ?? Number.NaN
}

afterEach(() => void vi.restoreAllMocks())

describe('a spread', () => {
  test('interpolates like R: quantile(1:9) is 3, 5, 7', () => {
    expect(spreadOf([9, 8, 7, 6, 5, 4, 3, 2, 1])).toEqual({ low: 3, median: 5, high: 7 })
  })

  test('interpolates between numbers: quantile(c(1, 2, 3, 4)) is 1.75, 2.5, 3.25', () => {
    expect(spreadOf([1, 2, 3, 4])).toEqual({ low: 1.75, median: 2.5, high: 3.25 })
  })

  test('of no numbers does not exist', () => {
    expect(() => spreadOf([])).toThrow('no numbers')
  })
})

describe('pairs', () => {
  test('measure in turn and change who goes first', async () => {
    const order: string[] = []
    const noting = (name: string) => () => order.push(name)
    await pairs(9, noting('a'), noting('b'))
    expect(order.join('')).toBe('abbaabbaabbaabbaabba')
  })

  test('do not count the pair that warms up', async () => {
    const { ours, ratio } = await pairs(9, giving(1000, 2, 2, 2, 2, 2, 2, 2, 2, 2), giving(4))
    expect(ours).toEqual({ low: 2, median: 2, high: 2 })
    expect(ratio.median).toBe(0.5)
  })

  test('compare pair by pair, so that a machine that slows down does not matter', async () => {
    const slower = [100, 90, 80, 70, 60, 50, 40, 30, 20, 10]
    const twice = slower.map((value) => value * 2)
    expect((await pairs(9, giving(...twice), giving(...slower))).ratio).toEqual({ low: 2, median: 2, high: 2 })
  })

  test('are nine at least', async () => {
    await expect(pairs(8, giving(1), giving(1))).rejects.toThrow('8 pairs are too few')
  })

  test('refuse a measurement that is no number above zero', async () => {
    await expect(pairs(9, giving(1), giving(0))).rejects.toThrow('measured 0')
    await expect(pairs(9, giving(Number.NaN), giving(1))).rejects.toThrow('measured NaN')
  })
})

describe('a bar', () => {
  const found = { low: 0.74, median: 0.8, high: 0.9 }

  test('is met by the pessimistic quartile, not by the median', () => {
    expect(judge(found, { bar: 0.74 })).toBe('met')
    expect(judge(found, { bar: 0.75 })).toBe('missed')
  })

  test('is a ceiling where lower is better, and the upper quartile must stay below', () => {
    expect(judge(found, { bar: 0.9, better: 'lower' })).toBe('met')
    expect(judge(found, { bar: 0.89, better: 'lower' })).toBe('missed')
  })

  test('may be exceeded', () => {
    expect(judge(found, { bar: 0.5, hope: 0.7 })).toBe('hoped for')
    expect(judge(found, { bar: 0.5, hope: 0.8 })).toBe('met')
    expect(judge(found, {})).toBeUndefined()
  })
})

describe('a report', () => {
  const filled = async () => {
    const report = createReport()
    const row = { what: 'one listener', unit: 'events/s', reference: 'plain emit', bar: 0.75, hope: 0.95 }
    await report.ratio(row, giving(8_000_000), giving(10_000_000))
    report.row({ what: 'packages', unit: 'packages', bar: 20, better: 'lower' }, 21)
    report.note('the disk syncs in 0.1 ms')
    return report
  }

  test('is one object for a program, with exactly five values a row', async () => {
    const { rows } = await filled()
    expect(JSON.parse(json('bus', rows))).toEqual({
      name: 'bus',
      rows: [
        { what: 'one listener', value: 8_000_000, unit: 'events/s', reference: 'plain emit', ratio: 0.8 },
        { what: 'packages', value: 21, unit: 'packages', reference: null, ratio: null },
      ],
    })
    expect(json('bus', rows)).not.toContain('\n')
  })

  test('is a table for a reader, with the reference, the bar and the verdict', async () => {
    const lines = table(await filled()).split('\n')
    expect(lines[1]).toMatch(
      /^one listener +8,000,000 +events\/s +plain emit +10,000,000 +0\.8 +0\.8–0\.8 +≥ 0\.75 \/ 0\.95 +met$/,
    )
    expect(lines[2]).toMatch(/^packages +21 +packages +≤ 20 \/ – +missed$/)
    expect(lines[3]).toBe('the disk syncs in 0.1 ms')
  })

  test('names the machine and the packages that a benchmark imports', () => {
    expect(machine()).toMatch(/, \d+ cores, \d+\.\d GiB, \w+ \S+, load \d/)
    expect(versions(import.meta.filename)).toMatch(/^node \d+\.\d+\.\d+, vitest \d+\.\d+\.\d+$/)
  })
})

test('a rate is operations over the seconds that they took', async () => {
  vi.spyOn(performance, 'now').mockReturnValueOnce(1000).mockReturnValueOnce(1250)
  expect(await perSecond(5, () => {})()).toBe(20)
})

test('a duration is in milliseconds', async () => {
  vi.spyOn(performance, 'now').mockReturnValueOnce(1000).mockReturnValueOnce(1250)
  expect(await milliseconds(() => {})()).toBe(250)
})

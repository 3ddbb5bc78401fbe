import type { Spread } from './pairs.ts'
import type { Report, Row } from './report.ts'

const digits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 })

/** Four significant digits: more would be a promise that no benchmark keeps. */
const figure = (value: number): string => digits.format(value)
const spread = ({ low, high }: Spread): string => `${figure(low)}–${figure(high)}`

const headings = ['what', 'value', 'spread', 'unit', 'reference', 'its value', 'ratio', 'spread', 'bar / hope', '']

function cells(row: Row): string[] {
  const compared = row.ratio && row.referenceValue
  return [
    row.what,
    figure(row.value.median),
    row.value.low === row.value.high ? '' : spread(row.value),
    row.unit,
    row.reference ?? '',
    compared ? figure(compared.median) : '',
    row.ratio ? figure(row.ratio.median) : '',
    row.ratio ? spread(row.ratio) : '',
    row.bar ?? '',
    row.verdict ?? '',
  ]
}

/** The rows in columns, for a reader. */
export function table({ rows, notes }: Pick<Report, 'rows' | 'notes'>): string {
  const lines = [headings, ...rows.map(cells)]
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [...text, ...notes].join('\n')
}

const round = (value: number): number => Number(value.toPrecision(6))

/** The rows for a program: one object on one line. */
export function json(name: string, rows: readonly Row[]): string {
  return JSON.stringify({
    name,
    rows: rows.map(({ what, value, unit, reference, ratio }) => ({
      what,
      value: round(value.median),
      unit,
      reference: reference ?? null,
      ratio: ratio ? round(ratio.median) : null,
    })),
  })
}

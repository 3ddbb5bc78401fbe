import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const folder = resolve(import.meta.dirname, '../../../../shared/data/scoring/data')

/** Is this data file beside the checkout? */
export const isThere = (file: string): boolean => existsSync(`${folder}/${file}`)

/** These columns of a plain CSV file (no quotes in it), row by row. */
export function csv<Name extends string>(file: string, ...columns: readonly Name[]): Record<Name, string>[] {
  const [head = '', ...lines] = readFileSync(`${folder}/${file}`, 'utf8').trim().split(/\r?\n/)
  const places = columns.map((column) => [column, head.split(',').indexOf(column)] as const)
  return lines.map((line) => {
    const values = line.split(',')
    // fromEntries forgets which names it was given: they are the columns asked for.
    return Object.fromEntries(places.map(([column, i]) => [column, values[i] ?? ''])) as Record<Name, string>
  })
}

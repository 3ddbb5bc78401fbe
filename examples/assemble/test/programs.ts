import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

export const here: string = resolve(import.meta.dirname, '..')
export const read = (file: string): string => readFileSync(resolve(here, file), 'utf8')

/** Each piece with the packages that its program names, and what npm brings along for them. */
export const pieces = {
  cases: { names: ['bus', 'core'], along: ['errors', 'store'] },
  scoring: { names: ['bus', 'scoring'], along: ['errors'] },
  knowledge: {
    names: ['bus', 'knowledge'],
    along: ['assets', 'core', 'errors', 'scoring', 'search', 'store', 'versions'],
  },
  channel: { names: ['bus', 'channel', 'channel-line'], along: ['core', 'errors', 'store'] },
} as const

export type Piece = keyof typeof pieces
export const pieceNames: readonly Piece[] = ['cases', 'scoring', 'knowledge', 'channel']
export const programs: readonly (Piece | 'together')[] = [...pieceNames, 'together']

/** Which of our packages stand in a bundle of each piece. */
export const bundles: Readonly<Record<Piece, readonly string[]>> = {
  cases: ['bus', 'core', 'errors'],
  scoring: ['bus', 'errors', 'scoring'],
  knowledge: ['bus', 'errors', 'knowledge'],
  channel: ['bus', 'channel', 'channel-line', 'core', 'errors', 'store'],
}

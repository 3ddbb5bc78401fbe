import { type Program, start } from '../harness/program.ts'
import type { Trial } from '../harness/trial.ts'

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

/** A wall clock that goes wrong by so much, in every thread; `process.emit('clock', ms)` lets it jump. */
const shifted = (ms: number): string =>
  `data:text/javascript,${encodeURIComponent(`
    const Right = Date
    let shift = ${ms}
    process.on('clock', (ms) => { shift = ms })
    globalThis.Date = class Date extends Right {
      constructor(...given) { given.length === 0 ? super(Right.now() + shift) : super(...given) }
      static now() { return Right.now() + shift }
    }`)}`

/** Starts a program whose wall clock is wrong by so many milliseconds. */
export function startAt(trial: Trial, shiftMs: number, name: string, args: readonly string[]): Program {
  return start(trial, name, args, { node: ['--import', shifted(shiftMs)] })
}

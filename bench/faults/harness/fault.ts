import type { Trial } from './trial.ts'

/** One experiment: a name, which is its file's, and what it does to a store. */
export interface Fault {
  readonly name: string
  readonly run: (trial: Trial) => Promise<void>
}

/**
 * Declares an experiment. A file `bench/faults/<name>.ts` exports one as its default and begins with a sentence about
 * what it breaks; `npm run faults` lists these sentences, `npm run faults -- <name>` runs one.
 */
export function fault(name: string, run: Fault['run']): Fault {
  return { name, run }
}

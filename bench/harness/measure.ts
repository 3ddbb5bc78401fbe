import type { Measure } from './pairs.ts'

async function elapsedMs(work: () => unknown): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/**
 * Measures how many operations a second `work` does.
 *
 * @param operations - how many `work` does when it is called once; enough for some ten milliseconds at least
 */
export function perSecond(operations: number, work: () => unknown): Measure {
  return async () => (operations * 1000) / (await elapsedMs(work))
}

/** Measures how many milliseconds one call of `work` takes. */
export function milliseconds(work: () => unknown): Measure {
  return () => elapsedMs(work)
}

import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Calls a second of so many callers, each of whom waits for its answer before it calls again. */
export async function callsPerSecond(
  callOnce: () => Promise<unknown>,
  callers: number,
  forMs: number,
): Promise<number> {
  const started = performance.now()
  let calls = 0
  async function call(): Promise<void> {
    for (; performance.now() - started < forMs; calls++) await callOnce()
  }
  await Promise.all(Array.from({ length: callers }, call))
  return (calls * 1000) / (performance.now() - started)
}

/** What the disk gives a log that could not be simpler: append the record, fdatasync, again. */
export function syncsPerSecond(folder: string, record: object, forMs: number): number {
  const file = openSync(join(folder, `raw-${performance.now()}`), 'w')
  const bytes = Buffer.from(JSON.stringify(record))
  const started = performance.now()
  let syncs = 0
  for (; performance.now() - started < forMs; syncs++) {
    writeSync(file, bytes)
    fdatasyncSync(file)
  }
  const perSecond = (syncs * 1000) / (performance.now() - started)
  closeSync(file)
  return perSecond
}

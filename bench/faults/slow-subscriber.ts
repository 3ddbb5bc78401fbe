/** One subscriber is a thousand times slower than the writers, in a process with little memory. */
import { fault } from './harness/fault.ts'
import { type Place, places } from './harness/places.ts'
import { start } from './harness/program.ts'
import type { Trial } from './harness/trial.ts'

/** What `slow-and-fast.ts` says in the end. */
interface Report {
  /** What the fast one has handled, of what was written. */
  readonly fast: number
  readonly slow: number
  readonly written: number
  readonly lag: { readonly told: number; readonly counted: number }
  readonly growthMib: number
}

/** The JavaScript heap of the process that subscribes, in MiB. */
const heapMib = 96

export default fault('slow-subscriber', async (trial) => {
  for await (const place of places(trial)) await dawdle(trial, place)
})

async function dawdle(trial: Trial, place: Place): Promise<void> {
  const alone = await run(trial, place, 'alone', 0)
  const slowMs = Math.ceil((1_000 * alone.tookMs) / alone.report.written)
  const { report, tookMs } = await run(trial, place, 'dawdling', slowMs)
  const { engine } = place
  trial.must(
    engine,
    'events that wait for the slow one',
    { atLeast: report.written * 0.9 },
    report.written - report.slow,
  )
  trial.must(engine, 'events that the fast one has not handled', { is: 0 }, report.written - report.fast)
  trial.must(engine, 'lag as it is told, less what was counted', { is: 0 }, report.lag.told - report.lag.counted)
  trial.must(engine, `growth of memory, MiB (heap ${heapMib})`, { atMost: heapMib }, report.growthMib)
  if (!trial.quick)
    trial.must(engine, 'time beside the slow one, of the time without', { atMost: 1.5 }, tookMs / alone.tookMs)
  trial.note(`${engine}: ${report.written} events; the slow one takes ${slowMs} ms for each.`)
}

/** Lets writers write and a fast subscriber follow, beside one that takes so many milliseconds (0: there is none). */
async function run(
  trial: Trial,
  { where }: Place,
  name: string,
  slowMs: number,
): Promise<{ report: Report; tookMs: number }> {
  const events = trial.size(60_000, 3_000)
  const store = where(name)
  const writer = start(trial, 'stream', [store, 'w', '8', String(events), '5'])
  const node = [`--max-old-space-size=${heapMib}`]
  const listener = start(trial, 'slow-and-fast', [store, String(events), String(slowMs)], { node })
  await Promise.all([writer.line('ready'), listener.line('ready')])
  const begun = performance.now()
  writer.process.stdin?.write('go\n')
  const report = JSON.parse(await listener.line('{')) as Report // see there
  const tookMs = performance.now() - begun
  await Promise.all([writer.kill(), listener.kill()])
  return { report, tookMs }
}

// Damaged mail: 20,000 mutations of the shared corpus through parse, classify, trim and sanitise; how many threw, how many stalled.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EmailConfig, readInbound } from '@casewell/channel-email'
import { corpusFolder, corpusMails, hasCorpus } from '../packages/channel-email/test/corpus-manifest.ts'
import { mutated, randomFrom } from '../packages/channel-email/test/mutations.ts'
import { bench } from './harness.ts'

const mutations = Number(process.env['FUZZ_MUTATIONS'] ?? 20_000)
const seed = Number(process.env['FUZZ_SEED'] ?? 1)

/** Milliseconds beyond which a mail holds up everything else. */
const stallMs = 250

const config = EmailConfig.parse({ address: 'support@aurora-audio.example' })

/** The fastest of so many runs: what the machine did besides is not the mail's fault. */
async function fastest(raw: Buffer, runs: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs; run++) {
    const begun = performance.now()
    await readInbound(raw, config, new Date(0))
    best = Math.min(best, performance.now() - begun)
  }
  return best
}

export default bench('mail-fuzz', async (report) => {
  if (!hasCorpus) return report.note('Skipped: there is no ../shared/data/email beside the checkout.')
  const mails = corpusMails().map(({ path }) => readFileSync(join(corpusFolder, path)))
  const random = randomFrom(seed)
  const any = (): Buffer => mails[Math.floor(random() * mails.length)] ?? Buffer.alloc(0)
  const outcomes: Record<string, number> = {}
  const times: number[] = []
  const [thrown, stalled]: [number[], number[]] = [[], []]
  for (let i = 0; i < mutations; i++) {
    const raw = mutated(any(), any(), random)
    try {
      const begun = performance.now()
      const event = await readInbound(raw, config, new Date(0))
      const took = performance.now() - begun
      times.push(took)
      const outcome = event.type === 'unknown' ? event.reason : event.type
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
      if (took > stallMs && (await fastest(raw, 3)) > stallMs) stalled.push(i)
    } catch {
      thrown.push(i)
    }
  }
  report.row({ what: `of ${mutations} mutations thrown`, unit: 'mails', better: 'lower', bar: 0 }, thrown.length)
  report.row(
    { what: `of ${mutations} mutations stalled > ${stallMs} ms`, unit: 'mails', better: 'lower', bar: 0 },
    stalled.length,
  )
  report.row({ what: 'the slowest, with what the machine did besides', unit: 'ms' }, Math.max(...times))
  report.note(`Seed ${seed} (FUZZ_SEED, FUZZ_MUTATIONS). Ended as: ${JSON.stringify(outcomes)}.`)
  if (thrown.length + stalled.length > 0) report.note(`Thrown: ${thrown.join(' ')}; stalled: ${stalled.join(' ')}.`)
})

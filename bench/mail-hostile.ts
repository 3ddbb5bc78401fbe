// What a mail that means harm costs: milliseconds of parse, classify, trim and sanitise, one mail after the other.
import { EmailConfig, readInbound } from '@casewell/channel-email'
import { hostileMails } from '../packages/channel-email/test/hostile-mails.ts'
import { bench } from './harness.ts'

const rounds = 9

export default bench('mail-hostile', async (report) => {
  const config = EmailConfig.parse({ address: 'support@aurora-audio.example' })
  for (const { what, raw, reason } of hostileMails()) {
    const samples: number[] = []
    let outcome = ''
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now()
      const event = await readInbound(raw, config, new Date(0))
      samples.push(performance.now() - begun)
      outcome = event.type === 'unknown' ? event.reason : event.type
    }
    if (outcome !== (reason ?? 'message')) throw new Error(`${what}: expected ${reason ?? 'message'}, got ${outcome}`)
    const size = `${(raw.length / 1e6).toFixed(1)} MB`
    const bar = reason === undefined ? {} : { bar: 50 }
    report.row({ what: `${what}, ${size} → ${outcome}`, unit: 'ms', better: 'lower', ...bar }, samples)
  }
  report.note('What is set aside must be so within 50 ms; what is read is bounded by its size (50 MiB) and the caps.')
})

import type { EmailApi, ImportSummary } from '@casewell/channel-email'
import { harmless, type Terminal } from './terminal.ts'

/** Imports a mailbox and tells how it goes. */
export async function importRun(
  mail: EmailApi,
  path: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ImportSummary> {
  const begun = performance.now()
  const skipped: string[] = []
  const summary = await mail.importMailbox(path, {
    signal,
    onProgress: ({ read, messages, cases, last }) =>
      terminal.status(`${read} mails read, ${messages} messages in ${cases} new cases … ${harmless(last)}`),
    onSkipped: (name) => void skipped.push(name),
  })
  terminal.endStatus()
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  terminal.line(`${terminal.style('bold', String(summary.read))} mails read in ${seconds} s: ${told(summary)}.`)
  for (const name of skipped.slice(0, 5)) terminal.line(`  skipped ${harmless(name)}: it has no header lines`)
  if (skipped.length > 5) terminal.line(`  … and ${skipped.length - 5} more files without header lines`)
  return summary
}

function told({ messages, cases, reports, duplicates, quarantined, skipped }: ImportSummary): string {
  const parts = [
    `${messages} new messages`,
    `${cases} new cases`,
    `${reports} delivery reports`,
    `${duplicates} known already`,
    `${quarantined} quarantined`,
    `${skipped} skipped`,
  ]
  return parts.join(', ')
}

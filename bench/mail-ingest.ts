// What a mail costs on its way into a case: the whole shared corpus through channel, desk and SQLite, against parsing it with postal-mime alone.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { EmailConfig, email, openMailbox, readInbound } from '@casewell/channel-email'
import { createDesk } from '@casewell/core'
import { sqliteStore } from '@casewell/store-sqlite'
import PostalMime from 'postal-mime'
import { bench, perSecond } from './harness.ts'

const corpus = resolve(import.meta.dirname, '../../shared/data/email')
const address = 'support@aurora-audio.example'

/** Mails that share one commit, and groups under way at a time: as in an import. */
const groupSize = 64
const groupsAhead = 2

/** Taken away when all is measured: no desk deletes what it has just taken in. */
const folders: string[] = []

async function mails(): Promise<readonly Uint8Array[]> {
  const found: Uint8Array[] = []
  for await (const entry of openMailbox(corpus)) if (entry.kind === 'mail') found.push(await entry.bytes())
  return found
}

/** Everything that an import does, but for reading files: parse, repair, classify, trim, sanitise, join, commit. */
async function ingest(all: readonly Uint8Array[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-bench-'))
  folders.push(folder)
  const desk = await createDesk({ store: sqliteStore({ file: join(folder, 'ingest.db') }) })
  const mail = desk.use(email('support', { address }))
  await desk.start()
  const config = EmailConfig.parse({ address })
  const pending: Promise<unknown>[] = []
  for (let i = 0; i < all.length; i += groupSize) {
    const events = []
    for (const raw of all.slice(i, i + groupSize)) events.push(await readInbound(raw, config, new Date()))
    if (pending.length >= groupsAhead) await pending.shift()
    pending.push(mail.accept(events))
  }
  await Promise.all(pending)
  await desk.stop()
}

async function parseOnly(all: readonly Uint8Array[]): Promise<void> {
  for (const raw of all) await PostalMime.parse(raw, { forceRfc822Attachments: true })
}

async function readOnly(all: readonly Uint8Array[]): Promise<void> {
  const config = EmailConfig.parse({ address })
  for (const raw of all) await readInbound(raw, config, new Date())
}

export default bench('mail-ingest', async (report) => {
  if (!existsSync(corpus)) return report.note('Nothing was measured: the corpus, ../shared/data/email, is not here.')
  const all = await mails()
  const row = { unit: 'mails/s', reference: 'postal-mime parse alone' }
  await ingest(all)
  await report.ratio(
    { ...row, what: 'parse, classify, trim, sanitise (no store)' },
    perSecond(all.length, () => readOnly(all)),
    perSecond(all.length, () => parseOnly(all)),
  )
  await report.ratio(
    { ...row, what: 'the whole way into durable cases', bar: 0.35, hope: 0.6 },
    perSecond(all.length, () => ingest(all)),
    perSecond(all.length, () => parseOnly(all)),
  )
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  report.note(
    `${all.length} mails, ${(all.reduce((sum, raw) => sum + raw.length, 0) / 1e6).toFixed(1)} MB; each run on a new SQLite file, groups of ${groupSize}, ${groupsAhead} under way at a time.`,
  )
})

// What reading a mail costs: the whole shared corpus through parseMail, against postal-mime alone on the same bytes.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { classifyMail, parseMail, sanitiseHtml, trimReply } from '@casewell/channel-email'
import PostalMime from 'postal-mime'
import { corpusFolder, corpusMails, hasCorpus } from '../packages/channel-email/test/corpus-manifest.ts'
import { bench, perSecond } from './harness.ts'

/** Everything that is done to a mail before it is stored. */
async function readWhole(raw: Uint8Array): Promise<void> {
  const mail = await parseMail(raw)
  if (!mail.ok) return
  classifyMail(mail)
  trimReply(mail.text)
  if (mail.html !== undefined) sanitiseHtml(mail.html)
}

export default bench('mail-parse', async (report) => {
  if (!hasCorpus) {
    report.note('Skipped: there is no ../shared/data/email beside the checkout.')
    return
  }
  const mails = corpusMails().map(({ path }) => readFileSync(join(corpusFolder, path)))
  const over = (work: (raw: Uint8Array) => Promise<unknown>) =>
    perSecond(mails.length, async () => {
      for (const raw of mails) await work(raw)
    })
  const bare = over((raw) => PostalMime.parse(raw))
  const row = { unit: 'mails/s', reference: 'postal-mime parse alone' }
  await report.ratio(
    { ...row, what: 'parseMail', bar: 0.8 },
    over((raw) => parseMail(raw)),
    bare,
  )
  await report.ratio({ ...row, what: 'parse, classify, trim, sanitise' }, over(readWhole), bare)
  report.note(`${mails.length} mails, ${mails.reduce((sum, { length }) => sum + length, 0)} bytes.`)
})

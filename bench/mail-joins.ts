// How mail comes together in cases: the list archives of the shared corpus, whose References say what belongs together.
import { joinArchives, lists } from '../packages/channel-email/test/archive-joins.ts'
import { hasCorpus } from '../packages/channel-email/test/corpus-manifest.ts'
import { bench } from './harness.ts'

const unit = 'mails'

export default bench('mail-joins', async (report) => {
  if (!hasCorpus) return report.note('Skipped: there is no ../shared/data/email beside the checkout.')
  for (const [as, own] of [
    ["somebody else's lists", []],
    ['groups of our own', lists],
  ] as const) {
    const { mails, cases, wrong, answers, joined, missed } = await joinArchives(own)
    report.row({ what: `${as}: cases of ${mails} mails`, unit: 'cases' }, cases)
    report.row({ what: `${as}: wrong joins`, unit, better: 'lower', bar: 0 }, wrong.length)
    report.row({ what: `${as}: answers to a mail of the archive`, unit }, answers)
    report.row({ what: `${as}: joined to it`, unit }, joined)
    for (const [why, paths] of Object.entries(missed)) report.row({ what: `${as}: apart, ${why}`, unit }, paths.length)
  }
  report.note(
    'A sender who took no part and a changed subject split by rule (JOIN3, JOIN5); the new case names the old one.',
  )
})

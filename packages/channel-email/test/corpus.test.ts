import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { classifyMail, type MailClass } from '../src/classify/classify.ts'
import { parseMail } from '../src/mime/parse.ts'
import { type CorpusMail, corpusFolder, corpusMails, hasCorpus } from './corpus-manifest.ts'

type Outcome = MailClass | 'quarantine'

interface Result extends CorpusMail {
  readonly outcome: Outcome
}

let results: Promise<Result[]> | undefined

/** Reads and classifies the whole corpus, once for all tests. */
function everyMail(): Promise<Result[]> {
  results ??= Promise.all(
    corpusMails().map(async (mail) => {
      const read = await parseMail(readFileSync(join(corpusFolder, mail.path)))
      return { ...mail, outcome: read.ok ? classifyMail(read).class : 'quarantine' }
    }),
  )
  return results
}

const reports: readonly Outcome[] = ['bounce', 'receipt']

describe.skipIf(!hasCorpus)('the corpus of real mail (needs ../shared/data)', () => {
  test('[COR1] every mail goes through and ends as a message, a delivery report or in quarantine', async () => {
    const table: Record<string, { message: number; report: number; quarantine: number }> = {}
    for (const { source, outcome } of await everyMail()) {
      const row = table[source] ?? { message: 0, report: 0, quarantine: 0 }
      table[source] = row
      row[outcome === 'quarantine' ? 'quarantine' : reports.includes(outcome) ? 'report' : 'message']++
    }
    expect(table).toEqual({
      'cpython-test_email': { message: 41, report: 5, quarantine: 0 },
      // Two that are no reports, and one that calls itself an answer (simple_20): rather missed than a person's taken.
      'flufl.bounce': { message: 3, report: 112, quarantine: 0 },
      'nodemailer-mailparser': { message: 9, report: 1, quarantine: 0 },
      notmuch: { message: 152, report: 0, quarantine: 0 },
      'ruby-mail': { message: 97, report: 6, quarantine: 0 },
      sisimai: { message: 18, report: 401, quarantine: 0 },
      'stalwart-mail-parser': { message: 107, report: 0, quarantine: 0 },
      'zh-real': { message: 7, report: 0, quarantine: 0 },
    })
  })

  test('[COR2] at least 98 % of the delivery reports are recognised', async () => {
    const known = (await everyMail()).filter(({ truth }) => truth === 'report')
    const missed = known.filter(({ outcome }) => !reports.includes(outcome)).map(({ path }) => path)
    expect(known.length).toBeGreaterThan(500)
    expect(missed.length / known.length, missed.join(', ')).toBeLessThanOrEqual(0.02)
  })

  test('[COR3] at most 0.5 % of the mails of people are taken for delivery reports', async () => {
    const known = (await everyMail()).filter(({ truth }) => truth === 'person')
    const alarms = known.filter(({ outcome }) => reports.includes(outcome)).map(({ path }) => path)
    expect(known.length).toBeGreaterThan(400)
    expect(alarms.length / known.length, alarms.join(', ')).toBeLessThanOrEqual(0.005)
  })

  test('[COR4] complaints and automatic replies are recognised as what they are', async () => {
    const wrong = (await everyMail()).filter(
      ({ truth, outcome }) =>
        (truth === 'complaint' && outcome !== 'feedback') || (truth === 'auto-reply' && outcome !== 'auto-reply'),
    )
    expect(wrong).toEqual([])
  })
})

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Accepted } from '@casewell/channel'
import type { Seat } from '@casewell/core'
import { type TestDesk, testDesk } from '@casewell/core/testing'
import { onTestFinished } from 'vitest'
import { type EmailApi, email, type ParsedMail, parseMail } from '../src/index.ts'

/** A started desk with one mail account whose answers lie in a folder. */
export interface EmailScene extends TestDesk {
  readonly mail: EmailApi
  readonly ada: Seat
  readonly folder: string
  /** Delivers a mail that must become a message. */
  message(raw: Uint8Array): Promise<Extract<Accepted, { as: 'message' }>>
  /** Answers, and reads the mail that was written. */
  answer(caseId: string, text: string, more?: { isAutomatic?: boolean }): Promise<ParsedMail>
}

/** Sets the scene; the folder is gone when the test is over. */
export async function emailScene(config: Partial<Parameters<typeof email>[1]> = {}): Promise<EmailScene> {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-email-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const made = await testDesk()
  const mail = made.desk.use(
    email('support', { address: 'help@aurora.example', name: 'Aurora', outbox: folder, ...config }),
  )
  await made.desk.start()
  onTestFinished(() => made.desk.stop())
  const ada = made.desk.as({ id: 'ada', role: 'agent' })
  return {
    ...made,
    mail,
    ada,
    folder,
    async message(raw) {
      const accepted = await mail.deliver(raw)
      if (accepted.as !== 'message') throw new Error(`expected a message, got ${accepted.as}`)
      return accepted
    },
    async answer(caseId, text, more = {}) {
      const before = new Set(readdirSync(folder))
      await ada.cases.reply(caseId, { text, ...more })
      await made.desk.settled()
      await mail.flushed()
      const written = readdirSync(folder).filter((name) => !before.has(name))
      const parsed = await parseMail(readFileSync(join(folder, written[0] ?? 'nothing was written')))
      if (!parsed.ok || written.length !== 1) throw new Error(`expected one mail, got ${written.length}`)
      return parsed
    },
  }
}

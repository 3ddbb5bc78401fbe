import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { email, parseMail } from '@casewell/channel-email'
import { testDesk } from '@casewell/core/testing'
import { expect, onTestFinished, test } from 'vitest'
import { standardSurveys, surveys } from '../src/index.ts'

/** A mail as bytes. */
function mail(fields: Readonly<Record<string, string>>, body: string): Uint8Array {
  const head = Object.entries({ To: 'help@aurora.example', ...fields }).map(([name, value]) => `${name}: ${value}`)
  return new TextEncoder().encode(`${head.join('\n')}\n\n${body}`.replace(/\n/g, '\r\n'))
}

/** A case by mail, solved, and the survey's mail as it was written. */
async function askedByMail() {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-surveys-'))
  const { desk } = await testDesk()
  const post = desk.use(email('support', { address: 'help@aurora.example', name: 'Aurora', outbox: folder }))
  const asking = desk.use(
    surveys({
      surveys: [standardSurveys.csat],
      policies: [{ survey: 'csat', channels: ['email'] }],
      baseUrl: 'https://help.example.com/survey',
    }),
  )
  await desk.start()
  onTestFinished(async () => {
    await desk.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const ada = desk.as({ id: 'ada', role: 'agent' })
  const first = {
    From: 'Bob <bob@example.org>',
    Cc: 'Eve <eve@example.org>',
    'Message-ID': '<1@example.org>',
    Subject: 'No sound',
  }
  const taken = await post.deliver(mail(first, 'It is mute.\n'))
  const id = taken.as === 'message' ? taken.case : ''
  await ada.cases.resolve(id, { code: 'fixed' })
  const { invitation } = await asking.ask(id, { survey: 'csat', channel: 'email' })
  await desk.settled()
  await post.flushed()
  const [file = ''] = readdirSync(folder)
  const written = await parseMail(readFileSync(join(folder, file)))
  if (!written.ok) throw new Error('no mail was written')
  return { ada, asking, post, id, invitation, written }
}

const quoted =
  '\nOn Mon, 5 Jan 2026 at 10:00, Aurora <help@aurora.example> wrote:\n> How satisfied are you with the way we handled your case?\n> 5 (very satisfied): https://help.example.com/survey/x\n'

test('[ANS4] a mail that says 4 above what it quotes is an answer, and the case stays resolved', async () => {
  const { ada, asking, post, id, invitation, written } = await askedByMail()
  expect(written.text).toContain('5 (very satisfied): https://help.example.com/survey/')
  const re = { Subject: `Re: ${written.subject}`, 'In-Reply-To': `<${written.messageId}>` }
  await post.deliver(mail({ ...re, From: 'Bob <bob@example.org>', 'Message-ID': '<2@example.org>' }, `4${quoted}`))
  expect((await asking.invitation(invitation)).answers).toEqual({ csat: 4 })
  expect((await ada.cases.get(id)).status).toBe('resolved')
  expect((await ada.cases.timeline(id)).items.at(-1)?.text.trim()).toBe('4')
})

test('[ANS11] somebody in copy does not answer for the customer', async () => {
  const { ada, asking, post, id, invitation, written } = await askedByMail()
  const re = { Subject: `Re: ${written.subject}`, 'In-Reply-To': `<${written.messageId}>` }
  await post.deliver(mail({ ...re, From: 'Eve <eve@example.org>', 'Message-ID': '<3@example.org>' }, `1${quoted}`))
  expect((await asking.invitation(invitation)).answers).toBeNull()
  expect((await ada.cases.get(id)).status).toBe('open')
})

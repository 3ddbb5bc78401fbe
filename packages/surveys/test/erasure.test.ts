import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDesk } from '@casewell/core'
import { sqliteStore } from '@casewell/store-sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { found } from '../../core/test/planted.ts'
import { standardSurveys, surveys } from '../src/index.ts'

test('[ANS15] no byte of what a customer wrote stays in the file, the point does', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-surveys-'))
  const desk = await createDesk({ store: sqliteStore({ file: join(folder, 'desk.db') }) })
  onTestFinished(async () => {
    await desk.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  })
  const asking = desk.use(surveys({ surveys: [standardSurveys.csat], policies: [], baseUrl: 'https://x.example' }))
  await desk.start()
  const ada = desk.as({ id: 'ada', role: 'agent' })
  const answered = async (email: string, comment: string) => {
    const { id } = await ada.cases.open({ subject: 's', from: { email }, text: 'It is mute.' })
    const { invitation } = await asking.ask(id, { survey: 'csat' })
    await asking.answer(invitation, { csat: 2, comment }, { via: 'app' })
    return { invitation, customer: (await ada.cases.get(id)).customer }
  }
  const [gone, stays] = ['收音机忽然没有声音了', 'bleibterhalten']
  const hers = await answered('zaneta@example.org', gone)
  await answered('otto@example.org', stays)
  expect(found([gone, stays], [folder])).toEqual([gone, stays])
  await desk.as({ id: 'root', role: 'admin' }).privacy.erase({ customer: hers.customer })
  expect(found([gone, stays], [folder])).toEqual([stays])
  expect((await asking.invitation(hers.invitation)).answers).toEqual({ csat: 2 })
})

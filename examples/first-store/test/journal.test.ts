import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDesk } from '@casewell/core'
import { afterAll, expect, test } from 'vitest'
import { journalStore } from '../store.ts'

const folder = mkdtempSync(join(tmpdir(), 'casewell-journal-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('half a line at the end of the journal was never acknowledged', async () => {
  const file = join(folder, 'torn.jsonl')
  const open = () => createDesk({ store: journalStore({ file }) })
  const wish = { from: { email: 'bob@example.org' }, text: 'mute' }
  for (const subject of ['first', 'second']) {
    const desk = await open()
    await desk.as({ id: 'ada', role: 'agent' }).cases.open({ subject, ...wish })
    await desk.stop()
    appendFileSync(file, '{"commits":[{"tenant":"default","wri')
  }
  await using desk = await open()
  const { items } = await desk.as({ id: 'ada', role: 'agent' }).cases.list({ view: 'recent' })
  expect(items.map(({ content }) => content.subject).sort()).toEqual(['first', 'second'])
})

test('what was erased is in the journal no more', async () => {
  const file = join(folder, 'erased.jsonl')
  const desk = await createDesk({ store: journalStore({ file }) })
  await desk.start()
  const lead = desk.as({ id: 'lea', role: 'lead' })
  const { id } = await lead.cases.open({
    subject: 'Zyxwort',
    from: { email: 'bob@example.org' },
    text: 'a secret zyxwort',
  })
  expect(readFileSync(file, 'utf8')).toMatch(/zyxwort/i)
  await lead.privacy.erase({ case: id })
  await desk.stop()
  expect(readFileSync(file, 'utf8')).not.toMatch(/zyxwort/i)
  await using again = await createDesk({ store: journalStore({ file }) })
  expect((await again.as({ id: 'lea', role: 'lead' }).cases.get(id)).status).toBe('new')
})

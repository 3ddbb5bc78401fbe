import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createDesk } from '@casewell/core'
import { sqliteStore } from '@casewell/store-sqlite'
import { standardSurveys, surveys } from '@casewell/surveys'
import { expect, test } from 'vitest'
import { bundled } from '../../../tooling/bundled.ts'
import { Cells, scores } from '../src/index.ts'

const cases = 150

/** Cases with answers, on a desk that does not score yet. */
async function fill(file: string): Promise<void> {
  const desk = await createDesk({ store: sqliteStore({ file }) })
  const asking = desk.use(surveys({ surveys: [standardSurveys.csat], policies: [], baseUrl: 'https://x.example' }))
  await desk.start()
  const ada = desk.as({ id: 'ada', role: 'agent' })
  const one = async (i: number) => {
    const { id } = await ada.cases.open({ subject: 's', from: { email: `c${i}@example.org` }, text: 'mute' })
    await ada.effort.record({ case: id, activity: 'answer', minutes: 1 + (i % 7), source: 'declared' })
    await ada.cases.resolve(id, { code: 'fixed' })
    const { invitation } = await asking.ask(id, { survey: 'csat' })
    for (const csat of [1 + (i % 5), 5 - (i % 5)]) await asking.answer(invitation, { csat }, { via: 'app' })
  }
  // Some at a time, so that answers stand all over the log and not at its end: somebody is to be killed in between.
  for (let i = 0; i < cases; i += 10) await Promise.all(Array.from({ length: 10 }, (_, n) => one(i + n)))
  await desk.stop()
}

const folding = await bundled(resolve(import.meta.dirname, 'fold-child.ts'))

/** Runs the scoring process; kills it when it has told so many customers at risk. Resolves to true if it had finished. */
function run(file: string, killAfter: number): Promise<boolean> {
  const child = spawn(process.execPath, [folding, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  let heard = ''
  child.stdout.on('data', (text: Buffer) => {
    heard += text.toString()
    if (heard.split('heard').length > killAfter) child.kill('SIGKILL')
  })
  return new Promise((done) => child.on('exit', () => done(heard.includes('settled'))))
}

test('[FOLD3] [SIG1] counts and tells once, however often the process is killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-scores-'))
  const file = join(folder, 'desk.db')
  await fill(file)
  let kills = 0
  while (kills < 2 && !(await run(file, 1))) kills++ // who comes after a killed one waits for its lease to run out
  expect(kills).toBeGreaterThan(0)
  const desk = await createDesk({ store: sqliteStore({ file }) })
  const api = desk.use(scores({ rates: { default: 60 } }))
  desk.use(surveys({ surveys: [standardSurveys.csat], policies: [], baseUrl: 'https://x.example' }))
  await desk.start()
  await desk.settled()
  const { items } = await desk.read.find(Cells, { index: 'week', equals: ['all'], limit: 10 })
  const counts = items.map(({ doc }) => doc.scales['csat/csat/1–5']?.state.counts ?? [])
  const total = [0, 1, 2, 3, 4].map((i) => counts.reduce((sum, week) => sum + (week[i] ?? 0), 0))
  expect(total).toEqual([30, 30, 30, 30, 30]) // each case ends at 5 − (i % 5)
  const told = new Map<string, number>()
  for (let after = 0; ; after += 1000) {
    const page = await desk.read.readLog({ after, limit: 1000 })
    for (const { type } of page) told.set(type, (told.get(type) ?? 0) + 1)
    if (page.length < 1000) break
  }
  // i % 5 = 0: 1 and then 5; 4: 5 and then 1. The others never reach an end.
  expect([told.get('customer.at-risk'), told.get('customer.advocate')]).toEqual([60, 60])
  expect(await api.rebuild()).toMatchObject({ differed: 0 })
  await desk.stop()
  rmSync(folder, { recursive: true, force: true })
}, 300_000)

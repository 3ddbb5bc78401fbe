import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Quarantine, Reports } from '@casewell/channel'
import { type CaseState, Cases, createDesk } from '@casewell/core'
import { sqliteStore } from '@casewell/store-sqlite'
import { afterAll, expect, test } from 'vitest'
import { bundled } from '../../../tooling/bundled.ts'

const corpus = resolve(import.meta.dirname, '../../../../shared/data/email')
const path = mkdtempSync(join(tmpdir(), 'casewell-kill-'))
afterAll(() => rmSync(path, { recursive: true, force: true }))

const importer = await bundled(join(import.meta.dirname, 'import-child.ts'))

/** A process that has loaded everything and waits for the word. */
async function child(file: string): Promise<ChildProcess> {
  const made = fork(importer, [file, corpus])
  await once(made, 'message')
  return made
}

/** Lets it work until it has read so many mails, or to its end. Resolves when it is dead. */
async function workUntil(worker: ChildProcess, read: number): Promise<void> {
  const dead = once(worker, 'exit')
  worker.on('message', (told: { read?: number }) => {
    if (told.read !== undefined && told.read >= read) worker.kill('SIGKILL')
  })
  worker.send('go')
  await dead
}

/** Everything that an import leaves behind, but for ids, references and instants of our own. */
async function endState(file: string): Promise<unknown> {
  const desk = await createDesk({ store: sqliteStore({ file }) })
  const reader = desk.as({ id: 'reader', role: 'agent' })
  const cases: unknown[] = []
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await desk.read.find(Cases, { index: 'recent', limit: 200, ...(cursor !== undefined && { cursor }) })
    for (const { doc } of page.items) cases.push(await seen(doc))
    cursor = page.next
  }
  const reports = await desk.read.find(Reports, { index: 'recent', limit: 1000 })
  const quarantine = await desk.read.find(Quarantine, { index: 'recent', limit: 1000 })
  await desk.stop()
  const [reported, quarantined] = [
    reports.items.map(({ doc }) => [doc.state, doc.code, doc.reason, doc.case !== null]),
    quarantine.items.map(({ doc }) => [doc.reason, doc.raw]),
  ]
  return { cases: sorted(cases), reports: sorted(reported), quarantine: sorted(quarantined) }

  async function seen({ id, status, messageCount }: CaseState): Promise<unknown> {
    const { content } = await reader.cases.get(id)
    const { items } = await reader.cases.timeline(id, { limit: 999 })
    const messages = items.map((m) => [
      m.author.name,
      m.saidAt < begun ? m.saidAt : 'no date',
      m.isAutomatic,
      m.files.map((f) => f.blob),
      digest(m.text),
    ])
    return [content.subject, status, messageCount, messages]
  }
}

/** A mail without a date is dated by its arrival. */
const begun = new Date().toISOString()
const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)
const sorted = (rows: readonly unknown[]): readonly string[] => rows.map((row) => JSON.stringify(row)).sort()

test.skipIf(!existsSync(corpus))(
  'an import that is killed at twenty random moments ends like one that is left alone (needs ../shared/data)',
  async () => {
    const [calm, stormy] = [join(path, 'calm.db'), join(path, 'stormy.db')]
    let seed = 20_261_121
    const random = (): number => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed / 2_147_483_647
    }
    let next = child(stormy)
    for (let i = 0; i < 20; i++) {
      const worker = await next
      next = child(stormy) // the next one loads while this one works
      await workUntil(worker, Math.ceil(random() * 960))
    }
    await workUntil(await next, Number.POSITIVE_INFINITY)
    await workUntil(await child(calm), Number.POSITIVE_INFINITY)
    const [wanted, got] = [await endState(calm), await endState(stormy)]
    expect(JSON.stringify(wanted).length).toBeGreaterThan(50_000)
    expect(got).toEqual(wanted)
  },
  240_000,
)

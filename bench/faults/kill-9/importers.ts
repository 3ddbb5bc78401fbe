import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { Quarantine, Reports } from '@casewell/channel'
import { email } from '@casewell/channel-email'
import { Cases, createDesk } from '@casewell/core'
import { openStore, type Place, type Where } from '../harness/places.ts'
import { type Program, start } from '../harness/program.ts'
import type { Trial } from '../harness/trial.ts'

const corpus = resolve(import.meta.dirname, '../../../../shared/data/email')
const sample = resolve(import.meta.dirname, '../../../examples/mailbox/sample')

/** An import of a mailbox is killed, again and again, and begun anew; an undisturbed one says what must come out. */
export async function killImporters(trial: Trial, { engine, where }: Place): Promise<void> {
  const rounds = trial.size(20, 2)
  const mailbox = existsSync(corpus) && !trial.quick ? corpus : sample
  const importer = (place: Where): Program => start(trial, 'import', [place, mailbox])
  const [calm, stormy] = [where('calm'), where('stormy')]
  const takesMs = await workThrough(importer(calm))
  let next = importer(stormy)
  let atWork = 0
  for (let round = 0; round < rounds; round++) {
    const worker = next
    next = importer(stormy) // it loads while the other one works
    await Promise.race([workThrough(worker), rest(Math.random() * takesMs)])
    if (!worker.lines.includes('done')) atWork++
    await worker.kill()
  }
  await workThrough(next)
  const [wanted, got] = [await endState(calm), await endState(stormy)]
  const here = `${engine}, importer`
  trial.must(here, 'killed while it worked', { atLeast: rounds / 4 }, atWork)
  trial.must(here, 'cases, reports, quarantined mails', { is: wanted.length }, got.length)
  trial.must(here, 'that differ from those of an undisturbed import', { is: 0 }, differences(wanted, got))
  trial.note(`${here}: ${mailbox === corpus ? 'the mail corpus' : 'the sample mailbox'}, ${rounds} kills.`)
}

/** Lets an import work to its end; resolves to how long it took, in milliseconds. */
async function workThrough(worker: Program): Promise<number> {
  await worker.line('ready')
  const begun = performance.now()
  worker.process.stdin?.write('go\n')
  await Promise.race([worker.line('done'), worker.ended])
  return performance.now() - begun
}

/** How many of two sorted lists are in only one of them. */
function differences(wanted: readonly string[], got: readonly string[]): number {
  const count = (list: readonly string[], row: string): number => list.filter((one) => one === row).length
  return [...new Set([...wanted, ...got])].filter((row) => count(wanted, row) !== count(got, row)).length
}

/** Everything that an import leaves behind, but for ids, references and instants of our own. */
async function endState(place: Where): Promise<readonly string[]> {
  await using host = openStore(place)
  const desk = await createDesk({ store: host })
  desk.use(email('support', { address: 'support@aurora-audio.example' }))
  const reader = desk.as({ id: 'reader', role: 'agent' })
  const rows: string[] = []
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await desk.read.find(Cases, { index: 'recent', limit: 200, ...(cursor !== undefined && { cursor }) })
    for (const { doc } of page.items) {
      const { items } = await reader.cases.timeline(doc.id, { limit: 999 })
      const said = items.map(({ author, isAutomatic, text, files }) => [
        author.name,
        isAutomatic,
        text,
        files.map((f) => f.blob),
      ])
      rows.push(JSON.stringify([(await reader.cases.get(doc.id)).content.subject, doc.status, said]))
    }
    cursor = page.next
  }
  for (const { doc } of (await desk.read.find(Reports, { index: 'recent', limit: 1000 })).items)
    rows.push(JSON.stringify([doc.state, doc.code, doc.reason, doc.case !== null]))
  for (const { doc } of (await desk.read.find(Quarantine, { index: 'recent', limit: 1000 })).items)
    rows.push(JSON.stringify([doc.reason, doc.raw]))
  return rows.sort()
}

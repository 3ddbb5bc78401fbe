/** The power is cut while writers write: only what has reached the disk by then is left. */
import { type ChildProcess, execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as rest } from 'node:timers/promises'
import { type Acknowledged, type Audit, acknowledged, audit, total } from './harness/audit.ts'
import { cannotMount, LoopDisk } from './harness/disk.ts'
import { fault } from './harness/fault.ts'
import { openStore } from './harness/places.ts'
import { noServer, PostgresServer } from './harness/postgres-server.ts'
import { start } from './harness/program.ts'
import { Trial } from './harness/trial.ts'

/** What one round left: what was acknowledged, and what was found; nothing, if the store could not be opened. */
interface Round {
  readonly told: readonly Acknowledged[]
  readonly found: Audit | undefined
}

export default fault('power-cut', async (trial) => {
  const reason = await cannotMount()
  if (reason !== undefined) return trial.skip('power cut', reason)
  const rounds = trial.size(20, 2)
  if (trial.only?.includes('sqlite') !== false) {
    judge(trial, 'sqlite', await repeat(rounds, sqliteRound))
    await control(trial)
  }
  if (trial.only?.includes('postgres') === false) return
  if (noServer !== undefined) return trial.skip('postgres', noServer)
  judge(trial, 'postgres', await repeat(rounds, postgresRound))
})

/** Each round has a disk of its own, which is gone when it ends. */
async function repeat(rounds: number, round: (trial: Trial) => Promise<Round>): Promise<readonly Round[]> {
  const all: Round[] = []
  for (let i = 0; i < rounds; i++) {
    await using own = new Trial()
    all.push(await round(own))
  }
  return all
}

function judge(trial: Trial, where: string, rounds: readonly Round[]): void {
  const found = total(rounds.flatMap((round) => round.found ?? []))
  const told = rounds.reduce((sum, round) => sum + round.told.length, 0)
  const underLoad = rounds.filter((round) => round.told.length > 0).length
  trial.must(where, 'power cuts under load', { is: trial.size(20, 2) }, underLoad)
  trial.must(where, 'acknowledged commits', { atLeast: rounds.length }, told)
  trial.must(where, 'stores that could not be opened', { is: 0 }, rounds.filter((round) => !round.found).length)
  trial.must(where, 'acknowledged and lost', { is: 0 }, found.lost)
  trial.must(where, 'halves: document, event, blob', { is: 0 }, found.halves)
  trial.must(where, 'gaps, disorder, doubles in the log', { is: 0 }, found.gaps + found.disorder)
}

/** Everything that writes stands still, the disk is copied as it is, and only then anything ends. */
async function sqliteRound(trial: Trial): Promise<Round> {
  const disk = LoopDisk.make(trial, 64)
  const writer = start(trial, 'pour', [`${disk.folder}/desk.db`, 'w', '8'])
  await writer.line('ack ')
  await rest(Math.random() * 400)
  await freeze(writer.process)
  const cut = disk.afterPowerCut()
  await writer.kill()
  const told = acknowledged(writer.lines)
  return { told, found: await look(`${cut.folder}/desk.db`, told) }
}

async function postgresRound(trial: Trial): Promise<Round> {
  const disk = LoopDisk.make(trial, 256)
  const folder = `${disk.folder}/server`
  const server = await PostgresServer.start(trial, { folder, settings: ['max_wal_size=64MB'] })
  const writer = start(trial, 'pour', [server.url('desk'), 'w', '8'])
  await writer.line('ack ')
  await rest(Math.random() * 400)
  await freeze(writer.process)
  server.freeze()
  const cut = disk.afterPowerCut()
  await writer.kill()
  server.discard()
  const told = acknowledged(writer.lines)
  const after = PostgresServer.over(trial, server, `${cut.folder}/server`)
  try {
    after.start()
  } catch (error) {
    console.error(error, after.log)
    return { told, found: undefined }
  }
  const found = await look(after.url('desk'), told)
  after.discard()
  return { told, found }
}

async function look(where: string, told: readonly Acknowledged[]): Promise<Audit | undefined> {
  try {
    await using host = openStore(where)
    return await audit(host.tenant('acme'), told)
  } catch (error) {
    console.error(error)
    return undefined
  }
}

/** Stopped when the system says so, not when it was asked. */
async function freeze({ pid }: ChildProcess): Promise<void> {
  process.kill(pid ?? 0, 'SIGSTOP')
  const state = (): string => execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
  while (!state().startsWith('T')) await rest(1)
}

/** Who writes and never syncs must lose something here, or no power was cut. */
async function control(trial: Trial): Promise<void> {
  const disk = LoopDisk.make(trial, 16)
  const writer = start(trial, 'careless', [`${disk.folder}/lines`])
  await writer.line('ack 100')
  await freeze(writer.process)
  const left = `${disk.afterPowerCut().folder}/lines`
  await writer.kill()
  const found = existsSync(left) ? readFileSync(left, 'utf8').split('\n').length - 1 : 0
  trial.must('control: never synced', 'acknowledged and lost', { atLeast: 1 }, writer.lines.length - found)
}

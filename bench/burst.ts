// What a burst with a crash in it costs: 100 messages on 10 threads at once, kill -9 while they come, then all redelivered; a desk on SQLite, and `chat` with its memory state.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { webhookOf } from './burst/walkie.ts'
import { bench } from './harness.ts'

const count = 100
const threads = 10
/** How many answers come before the process is killed. Zero: not at all. */
const kills = [0, 10, 40, 70, 95]

interface Program {
  readonly url: string
  readonly child: ChildProcess
}

async function start(name: string, file: string): Promise<Program> {
  const program = join(import.meta.dirname, 'burst', `${name}.ts`)
  const running = ['--import', 'tsx', '--conditions=@casewell/source', program, file] // nothing here is measured by the clock
  const child = spawn(process.execPath, running, { stdio: ['ignore', 'pipe', 'inherit'] })
  if (!child.stdout) throw new Error('the program has no output')
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return { child, url: `http://127.0.0.1:${line.split(' ')[1]}` }
}

async function kill({ child }: Program): Promise<void> {
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

/** Delivers every message once, at once; calls back at each success. */
async function deliver({ url }: Program, answered: () => void = () => {}): Promise<void> {
  const texts = Array.from({ length: count }, (_, i) => ({ id: `u${i}`, room: `r${i % threads}`, text: `m${i}` }))
  const post = async (update: (typeof texts)[number]) => {
    const response = await fetch(`${url}/hooks/walkie/home`, { method: 'POST', ...webhookOf(update) })
    await response.text()
    if (response.ok) answered()
  }
  await Promise.allSettled(texts.map(post))
}

interface Outcome {
  readonly lost: number
  readonly doubled: number
  readonly messages: number
}

async function round(name: string, killAfter: number): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-burst-'))
  const file = join(folder, 'burst')
  let program = await start(name, file)
  let answers = 0
  await deliver(program, () => {
    if (++answers === killAfter) program.child.kill('SIGKILL')
  })
  if (killAfter > 0) {
    await kill(program)
    program = await start(name, file)
  }
  await deliver(program)
  const response = await fetch(`${program.url}/handled`)
  const { handled, messages } = (await response.json()) as { handled: [string, number][]; messages: number }
  await kill(program)
  rmSync(folder, { recursive: true, force: true })
  const doubled = handled.reduce((sum, [, times]) => sum + times - 1, 0)
  return { lost: count - handled.length, doubled: doubled + Math.max(0, messages - doubled - count), messages }
}

export default bench('burst', async (report) => {
  for (const [name, whose] of [
    ['desk', 'casewell, SQLite'],
    ['chat', 'chat 4.41.1, memory state'],
  ] as const) {
    const outcomes: Outcome[] = []
    for (const killAfter of kills) outcomes.push(await round(name, killAfter))
    const goal = name === 'desk' ? { bar: 0, better: 'lower' as const } : {}
    report.row(
      { what: `lost (${whose})`, unit: `of ${count}`, ...goal },
      outcomes.map(({ lost }) => lost),
    )
    report.row(
      { what: `doubled (${whose})`, unit: `of ${count}`, ...goal },
      outcomes.map(({ doubled }) => doubled),
    )
    report.note(
      `${whose}: lost ${outcomes.map(({ lost }) => lost).join(', ')}; doubled ${outcomes.map(({ doubled }) => doubled).join(', ')}.`,
    )
  }
  report.note(
    `${count} messages on ${threads} threads at once, a handler that takes 20 ms, then all delivered again. One round without a crash, then kill -9 after ${kills.slice(1).join(', ')} answers. Lost: never handled. Doubled: handled, or kept, more than once.`,
  )
})

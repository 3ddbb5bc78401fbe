import { Command } from 'commander'
import type { Desktop } from '../desktop.ts'
import { exitCodes } from '../exit-codes.ts'
import { type Common, common } from '../store/options.ts'

/** `casewell health` */
export function healthCommand(desktop: Desktop): Command {
  const command = new Command('health').description(
    'Asks whether the store answers, and shows what waits; exit code 3 if it does not answer.',
  )
  return common(command).action((options: Common) => health(desktop, options))
}

async function health(desktop: Desktop, options: Common): Promise<void> {
  await desktop.withStore(options, async (host) => {
    const found = await host.health()
    if (options.json) desktop.json(found)
    else {
      const { engine, isUp, answeredInMs, problem } = found
      desktop.line(isUp ? `${engine} answers in ${answeredInMs} ms` : `${engine} does not answer: ${problem?.message}`)
      if (problem?.hint !== undefined) desktop.line(problem.hint)
      desktop.rows(options, found.tenants.map(rowOf))
    }
    if (!found.isUp) desktop.end(exitCodes.attention)
  })
}

function rowOf(found: {
  readonly tenant: string
  readonly commit: number
  readonly position: number
  readonly subscriptions: readonly { readonly lag: number; readonly dead: number }[]
  readonly timers: { readonly due: number }
}) {
  const { tenant, commit, position, subscriptions, timers } = found
  const lag = Math.max(0, ...subscriptions.map((one) => one.lag))
  const dead = subscriptions.reduce((sum, one) => sum + one.dead, 0)
  return { tenant, commits: commit, events: position, lag, dead, timersDue: timers.due }
}

import type { Store } from '@casewell/store'
import { Command } from 'commander'
import type { Desktop } from '../desktop.ts'
import { commonOfTenant, more, type OfTenant, wholeFrom } from '../store/options.ts'
import { onlyTenant } from '../store/tenant.ts'

interface Options extends OfTenant {
  readonly after?: number
  readonly limit: number
  readonly subject?: string
  readonly type?: readonly string[]
  readonly follow?: boolean
}

type LoggedEvent = Awaited<ReturnType<Store['readLog']>>[number]

/** At most so many events are read at once. */
const page = 500

/** `casewell log` */
export function logCommand(desktop: Desktop): Command {
  const command = new Command('log')
    .description('Shows what happened, in order: the last events, or those after a position.')
    .option('--after <position>', 'begin behind this position', wholeFrom(0))
    .option('--limit <n>', 'at most so many events', wholeFrom(1), 50)
    .option('--subject <id>', 'only of this subject')
    .option('--type <type>', 'only of this type; may be said again', more)
    .option('--follow', 'go on with what happens from now on, until Ctrl-C')
  return commonOfTenant(command).action((options: Options) => log(desktop, options))
}

async function log(desktop: Desktop, options: Options): Promise<void> {
  await desktop.withStore(options, async (host) => {
    const { store } = await onlyTenant(host, options.tenant)
    const last = await show(desktop, store, options, await beginning(store, options), options.limit)
    if (options.follow) await follow(desktop, store, options, last)
  })
}

/** Without `--after` the last events are shown; of one subject or type only the whole log knows which these are. */
async function beginning(store: Store, { after, limit, subject, type }: Options): Promise<number> {
  if (after !== undefined) return after
  if (subject !== undefined || type !== undefined) return 0
  return Math.max(0, (await store.head()).position - limit)
}

/** Shows wanted events behind a position; resolves to the last position that was looked at. */
async function show(desktop: Desktop, store: Store, options: Options, after: number, limit: number): Promise<number> {
  const { subject, type } = options
  let last = after
  for (let left = limit; left > 0; ) {
    desktop.check()
    const events = await store.readLog({ after: last, limit: page, ...(subject !== undefined && { subject }) })
    const wanted = events.filter((event) => type === undefined || type.includes(event.type)).slice(0, left)
    for (const event of wanted) tell(desktop, options, event)
    left -= wanted.length
    last = (left > 0 ? events.at(-1) : wanted.at(-1))?.position ?? last
    if (events.length < page) return last
  }
  return last
}

function tell(desktop: Desktop, { json }: Options, event: LoggedEvent): void {
  const { position, time, type, subject, actor, data } = event
  if (json) desktop.json(event)
  else
    desktop.line(
      `${String(position).padStart(8)}  ${time}  ${type}  ${subject}  ${actor}  ${JSON.stringify(data) ?? ''}`.trimEnd(),
    )
}

async function follow(desktop: Desktop, store: Store, options: Options, after: number): Promise<void> {
  const { signal } = desktop.around
  let last = after
  while (!signal.aborted) {
    const news = nextNews(store, signal)
    last = await show(desktop, store, options, last, Number.POSITIVE_INFINITY)
    await news
  }
}

/** Resolves when something was committed, or when the person has had enough. */
function nextNews(store: Store, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const keptAlive = setInterval(() => {}, 60_000) // a store that only listens keeps no process alive
    const done = (): void => {
      clearInterval(keptAlive)
      off()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const off = store.onCommit(done)
    signal.addEventListener('abort', done)
  })
}

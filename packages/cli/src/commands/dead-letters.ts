import {
  type DeadLetter,
  deadLetters,
  dropDeadLetter,
  retryDeadLetter,
  type Store,
  type StoreHost,
  storeErrors,
} from '@casewell/store'
import { Command } from 'commander'
import type { Desktop } from '../desktop.ts'
import { cliErrors } from '../errors.ts'
import { commonOfTenant, type OfTenant, wholeFrom } from '../store/options.ts'
import { onlyTenant } from '../store/tenant.ts'

const position = wholeFrom(1)

/** `casewell dead-letters list|show|retry|drop` */
export function deadLettersCommand(desktop: Desktop): Command {
  const whose = '<subscription>'
  const all = (what: string) => [`--all`, `${what} all dead letters of the subscription`] as const
  return new Command('dead-letters')
    .description('Events that failed for the last time: they wait for a person.')
    .addCommand(
      commonOfTenant(new Command('list').description('Lists them, the oldest first.'))
        .argument('[subscription]', 'only of this one')
        .action((name: string | undefined, options: OfTenant) => list(desktop, name, options)),
    )
    .addCommand(
      commonOfTenant(new Command('show').description('Shows one, with its event.'))
        .argument(whose)
        .argument('<position>', 'of the event in the log', position)
        .action((name: string, at: number, options: OfTenant) => show(desktop, name, at, options)),
    )
    .addCommand(deciding(desktop, 'retry', 'Gives them another round of attempts, at once.', all('retry')))
    .addCommand(deciding(desktop, 'drop', 'Gives them up.', all('drop')))
}

interface Deciding extends OfTenant {
  readonly all?: boolean
}

function deciding(desktop: Desktop, verb: 'retry' | 'drop', says: string, all: readonly [string, string]): Command {
  return commonOfTenant(new Command(verb).description(says))
    .argument('<subscription>')
    .argument('[position]', 'of the event in the log', position)
    .option(...all)
    .action((name: string, at: number | undefined, options: Deciding, self: Command) => {
      if ((at === undefined) !== (options.all === true)) self.error('error: give a position, or --all')
      return decide(desktop, verb, name, at, options)
    })
}

async function list(desktop: Desktop, name: string | undefined, options: OfTenant): Promise<void> {
  await desktop.withStore(options, async (host) => {
    const { store, subscriptions } = await chosen(host, options, name)
    for (const subscription of name === undefined ? subscriptions : [name])
      for await (const letters of pages(store, subscription)) desktop.rows(options, letters.map(rowOf))
  })
}

async function show(desktop: Desktop, name: string, at: number, options: OfTenant): Promise<void> {
  await desktop.withStore(options, async (host) => {
    const { store } = await chosen(host, options, name)
    const letter = await find(store, name, at)
    const [event] = await store.readLog({ after: at - 1, limit: 1 })
    if (options.json) return desktop.json({ ...rowOf(letter), event })
    desktop.rows(options, [rowOf(letter)])
    desktop.line(JSON.stringify(event, null, 2))
  })
}

async function decide(
  desktop: Desktop,
  verb: 'retry' | 'drop',
  name: string,
  at: number | undefined,
  options: Deciding,
): Promise<void> {
  const act = verb === 'retry' ? retryDeadLetter : dropDeadLetter
  await desktop.withStore(options, async (host) => {
    const { store } = await chosen(host, options, name)
    const positions = at === undefined ? await allOf(store, name) : [at]
    for (const one of positions) {
      desktop.check()
      await act(store, name, one)
    }
    if (options.json) desktop.json({ subscription: name, [verb]: positions })
    else desktop.line(`${verb}: ${positions.length} of ${name}`)
  })
}

/** @throws `cli/no-such-subscription` */
async function chosen(host: StoreHost, { tenant }: OfTenant, name: string | undefined) {
  const { name: found, store } = await onlyTenant(host, tenant)
  const health = await host.health({ tenants: [found] })
  const subscriptions = health.tenants.flatMap((one) => one.subscriptions.map((subscription) => subscription.name))
  if (name !== undefined && !subscriptions.includes(name))
    throw cliErrors['no-such-subscription']({ name, found: subscriptions })
  return { store, subscriptions }
}

async function* pages(store: Store, subscription: string): AsyncIterable<readonly DeadLetter[]> {
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await deadLetters(store, subscription, {
      limit: 500,
      ...(cursor !== undefined && { cursor }),
    })
    yield items
    if (next === undefined) return
    cursor = next
  }
}

/** Before any of them is decided upon: a retry may fail again at once. */
async function allOf(store: Store, subscription: string): Promise<readonly number[]> {
  const positions: number[] = []
  for await (const letters of pages(store, subscription)) positions.push(...letters.map((letter) => letter.position))
  return positions
}

/** What is no dead letter is refused by the store, in its own words. */
async function find(store: Store, subscription: string, at: number): Promise<DeadLetter> {
  for await (const letters of pages(store, subscription)) {
    const found = letters.find((letter) => letter.position === at)
    if (found) return found
  }
  throw storeErrors['no-dead-letter']({ subscription, position: at })
}

const rowOf = ({ subscription, position: at, key, attempts, diedAt, error }: DeadLetter) => ({
  subscription,
  position: at,
  key,
  attempts,
  diedAt: diedAt.toISOString(),
  error,
})

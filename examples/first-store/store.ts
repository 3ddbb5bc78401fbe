import {
  type Awaitable,
  createHost,
  type HostOptions,
  memoryDriver,
  type RawCommit,
  type RawHead,
  type RawKept,
  type RawPlaced,
  type StoreDriver,
  type StoreHost,
} from '@casewell/store'
import { Journal } from './journal.ts'

/** What a line of the journal says: commits that came together, or tenants that were brought in from a backup. */
type Entry = { readonly commits: readonly RawCommit[] } | Loaded
interface Loaded {
  readonly steps: readonly Step[]
  readonly heads: readonly (readonly [tenant: string, head: RawHead])[]
}
interface Step {
  readonly tenant: string
  readonly docs?: readonly RawKept[]
  readonly events?: readonly RawPlaced[]
}

/** A store in one file that only grows, read into memory when it is opened. One process at a time. */
export function journalStore({ file, ...options }: HostOptions & { readonly file: string }): StoreHost {
  const memory = memoryDriver(options.now)
  const journal = new Journal<Entry>(file)
  for (const entry of journal.entries()) {
    if ('commits' in entry) atOnce(memory.apply(entry.commits))
    else bringIn(memory, entry)
  }
  const driver: StoreDriver = {
    ...memory,
    name: 'journal',
    apply(commits) {
      journal.append({ commits }) // first the disk: what it refuses has not happened
      return memory.apply(commits)
    },
    load: () => journaled(memory, journal),
    wipe: () => journal.replace(all(memory)),
    close() {
      journal.close()
      return memory.close()
    },
  }
  return createHost(driver, options)
}

/** The engine in memory answers at once, although the contract lets engines take their time. */
const atOnce = <T>(answer: Awaitable<T>): T => answer as T

function bringIn(memory: StoreDriver, { steps, heads }: Loaded): void {
  const load = atOnce(memory.load())
  for (const { tenant, docs, events } of steps) {
    if (docs) atOnce(load.docs(tenant, docs))
    else if (events) atOnce(load.events(tenant, events))
    else atOnce(load.begin(tenant))
  }
  atOnce(load.publish(new Map(heads)))
}

/** A restore is one line, written when it is published: all of it or nothing. */
function journaled(memory: StoreDriver, journal: Journal<Entry>) {
  const load = atOnce(memory.load())
  const steps: Step[] = []
  return {
    ...load,
    begin(tenant: string) {
      steps.push({ tenant })
      return load.begin(tenant)
    },
    docs(tenant: string, docs: readonly RawKept[]) {
      steps.push({ tenant, docs })
      return load.docs(tenant, docs)
    },
    events(tenant: string, events: readonly RawPlaced[]) {
      steps.push({ tenant, events })
      return load.events(tenant, events)
    },
    publish(heads: ReadonlyMap<string, RawHead>) {
      journal.append({ steps, heads: [...heads] })
      return load.publish(heads)
    },
  }
}

/** Everything that is, without what was: nothing that was erased stays in the file. */
function all(memory: StoreDriver): Loaded {
  const now = atOnce(memory.snapshot())
  const tenants = atOnce(now.tenants())
  const most = Number.MAX_SAFE_INTEGER
  const steps = tenants.flatMap((tenant): readonly Step[] => {
    const docs = atOnce(now.collections(tenant)).map((name) => ({ tenant, docs: atOnce(now.kept(tenant, name, most)) }))
    const events = atOnce(now.log(tenant, 0, most)).map((event) => ({ ...event, subject: subjectOf(event.json) }))
    return [{ tenant }, ...docs, { tenant, events }]
  })
  return { steps, heads: tenants.map((tenant) => [tenant, atOnce(now.head(tenant))] as const) }
}

const subjectOf = (json: string): string => (JSON.parse(json) as { subject: string }).subject // an event has one

// Does a desk with a million cases feel like one with ten thousand: p50 of a command, a full inbox page, and a reply in a case of 10,000 messages.
// On SQLite; with --postgres on the server of DATABASE_URL. --cases=<n> for another size of the large one.
import { CaseContents, type CaseState, Cases, createDesk, type Desk, type Message, Messages } from '@casewell/core'
import { put, type Store, type Write } from '@casewell/store'
import { type Place, postgresPlace, sqlitePlace } from './growth/place.ts'
import { bench } from './harness.ts'

const wanted = process.argv.find((arg) => arg.startsWith('--cases='))?.slice('--cases='.length)
const sizes = { small: 10_000, large: Number(wanted ?? 1_000_000) } as const
const messagesInOneCase = 10_000
/** Samples of one measurement. */
const rounds = 200
const priorities = ['low', 'normal', 'high'] as const
const queues = ['help', 'sales', 'returns', 'repairs']

function caseOf(i: number): CaseState {
  const at = new Date(Date.UTC(2026, 0, 1) + i * 1000).toISOString()
  const queue = queues[Math.floor(i / 40) % queues.length] ?? null
  const isDone = i % 20 !== 0 // one in twenty is still active
  return {
    ...{
      id: `c${i}`,
      reference: `CW-${i.toString(36).toUpperCase().padStart(8, '0')}`,
      customer: `p${i % 5000}`,
      organization: null,
    },
    ...{
      status: isDone ? 'closed' : 'open',
      statusSince: at,
      waitUntil: null,
      type: 'question',
      priority: 'normal',
      queue,
    },
    ...{
      assignee: i % 40 === 0 ? 'ada' : null,
      tags: [`t${i % 50}`],
      openedAt: at,
      updatedAt: at,
      resolvedAt: isDone ? at : null,
    },
    ...{
      resolution: null,
      firstResponseAt: at,
      unansweredSince: null,
      lastCustomerAt: at,
      lastAgentAt: at,
      messageCount: 2,
    },
    ...{ reopenCount: 0, absorbedBy: null, isRedacted: false },
  }
}

function messageOf(i: number): Message {
  const at = Date.UTC(2026, 5, 1) + i * 1000
  return {
    ...{
      case: 'c0',
      conversation: '',
      channel: 'desk',
      direction: 'inbound',
      visibility: 'public',
      author: { role: 'customer', id: 'p0', name: null },
    },
    ...{
      saidAt: new Date(at).toISOString(),
      at,
      subject: null,
      text: `message number ${i}`,
      fullText: null,
      html: null,
      files: [],
    },
    ...{ isAutomatic: false, delivery: null, editedAt: null, deletedAt: null, reactions: [], wire: {}, about: ['p0'] },
  }
}

async function fill(store: Store, count: number): Promise<void> {
  const content = {
    subject: 'No sound after the update',
    issue: '',
    environment: '',
    cause: '',
    resolution: '',
    fields: {},
  }
  for (let i = 0; i < count; i += 2_000) {
    const ids = Array.from({ length: Math.min(2_000, count - i) }, (_, j) => i + j)
    const writes = ids.flatMap((n): Write[] => {
      const state = caseOf(n)
      return [
        put(Cases, state.id, state, 'absent'),
        put(CaseContents, state.id, { ...content, customer: state.customer }, 'absent'),
      ]
    })
    await store.commit({ writes })
  }
  for (let i = 0; i < messagesInOneCase; i += 2_000)
    await store.commit({
      writes: Array.from({ length: 2_000 }, (_, j) => put(Messages, `m${i + j}`, messageOf(i + j), 'absent')),
    })
}

interface Filled {
  readonly desk: Desk
  readonly cases: number
}

async function open(place: Place, name: keyof typeof sizes): Promise<Filled> {
  const cases = sizes[name]
  await using filling = place.filling(name)
  await fill(filling.tenant('default'), cases)
  await filling.close()
  await place.settle()
  const desk = await createDesk({ store: place.open(name) })
  await desk
    .as({ id: 'ada', role: 'agent' })
    .cases.receive('c0', { text: 'hello', place: { channel: 'desk', account: 'desk', thread: 'c0' } })
  return { desk, cases }
}

/** Median of the milliseconds that one call takes. */
async function median(call: (i: number) => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < rounds; i++) {
    const begun = performance.now()
    await call(i)
    times.push(performance.now() - begun)
  }
  return times.sort((a, b) => a - b)[rounds / 2] ?? Number.NaN
}

export default bench('growth', async (report) => {
  const place = process.argv.includes('--postgres') ? postgresPlace() : sqlitePlace()
  const [small, large] = [await open(place, 'small'), await open(place, 'large')]
  let turn = 0
  const work = {
    'a command (set the priority of any case)': ({ desk, cases }: Filled) => {
      const ada = desk.as({ id: 'ada', role: 'agent' })
      return median(() => {
        turn++
        return ada.cases.setPriority(`c${(turn * 7919 * 20) % cases}`, { priority: priorities[turn % 3] ?? 'normal' })
      })
    },
    'a full inbox page (50 cases of a queue)': ({ desk }: Filled) => {
      const ada = desk.as({ id: 'ada', role: 'agent' })
      return median(async (i) => {
        const { items } = await ada.cases.list({ view: 'inbox', queue: queues[i % 4] ?? '' }, { limit: 50 })
        if (items.length < 50) throw new Error(`the page has ${items.length} cases`)
      })
    },
    'a reply in a case of 10,000 messages': ({ desk }: Filled) => {
      const ada = desk.as({ id: 'ada', role: 'agent' })
      return median(() => ada.cases.reply('c0', { text: 'Hold the power key for ten seconds.' }))
    },
  }
  const row = { unit: 'ms, p50', reference: 'the same at 10,000 cases', better: 'lower', bar: 1.5, hope: 1.2 } as const
  for (const [what, measure] of Object.entries(work))
    await report.ratio(
      { ...row, what },
      () => measure(large),
      () => measure(small),
    )
  report.note(
    `${place.engine}; ${sizes.large.toLocaleString('en')} cases against ${sizes.small.toLocaleString('en')}, 1 caller, ${rounds} calls a sample.`,
  )
  await small.desk.stop()
  await large.desk.stop()
  await place.clear()
})

import { random } from '@casewell/scoring/numeric'
import type { Given } from '@casewell/surveys/events'
import { foldAnswered, foldInvited } from '../src/fold/fold-answers.ts'
import { foldCase } from '../src/fold/fold-cases.ts'
import { memoryBooks } from '../src/fold/memory-books.ts'
import type { Dimension } from '../src/fold/place.ts'
import { buildReport, type ScoreReport, usualEnds } from '../src/index.ts'
import { dayMs } from './scene.ts'

const start = Date.parse('2026-01-05T00:00:00Z')

const pick = <T>(from: readonly T[], u: number): T => from[Math.floor(u * from.length)] as T // u < 1
const shares = (given: readonly number[], u: number): number => {
  const ends = given.map((_, i) => given.slice(0, i + 1).reduce((sum, share) => sum + share, 0))
  const found = ends.findIndex((end) => u < end)
  return found === -1 ? given.length - 1 : found // shares may add up to a little less than 1
}

/** Twelve weeks of a small desk, the same in every run: `size` cases, some answered, some that come back. */
async function sampleBooks(size = 600) {
  const books = memoryBooks()
  const dice = random('sample')
  const u = () => dice.uniform()
  for (let i = 0; i < size; i++) {
    const resolvedAt = start + Math.floor(u() * 84 * dayMs)
    const agent = pick(['ada', 'ben', 'cleo <b>', 'dan'], u() ** 2)
    const channel = pick(['email', 'phone', 'chat'], u())
    const queue = pick(['audio', 'video'], u())
    await solve(books, { id: `c${i}`, resolvedAt, agent, channel, queue }, u)
    const facets = { queue, agent, channel, product: null, segment: null }
    const invitedAt = new Date(resolvedAt).toISOString()
    const about = {
      survey: pick(['csat', 'nps', 'wishes'], u()),
      version: 1,
      case: `c${i}`,
      customer: `u${i}`,
      invitedAt,
      facets,
    }
    await foldInvited(books, { subject: `i${i}`, data: { ...about, channel } })
    if (u() > 0.6) continue
    const rest = { revision: 1, given: givenOf(about.survey, u), replaces: null, hasWords: false, via: 'page' }
    await foldAnswered(books, { subject: `i${i}`, data: { ...about, ...rest } })
  }
  return books
}

type Sampled = { id: string; resolvedAt: number; agent: string; channel: string; queue: string }

async function solve(books: ReturnType<typeof memoryBooks>, c: Sampled, u: () => number): Promise<void> {
  const at = (position: number, atMs = c.resolvedAt) => ({ case: c.id, position, atMs })
  await foldCase(books, at(1), { is: 'opened', queue: c.queue, agent: c.agent, channel: c.channel, isTask: false })
  await foldCase(books, at(2), { is: 'contacted' })
  if (u() < 0.2) await foldCase(books, at(3), { is: 'contacted' })
  const cost = 4 + 20 * u() ** 2 + (c.channel === 'phone' ? 6 : 0)
  await foldCase(books, at(4), { is: 'effort', entry: `e${c.id}`, cost, corrects: null })
  await foldCase(books, at(5), { is: 'resolved', agent: c.agent })
  if (u() < 0.18) await foldCase(books, at(6, c.resolvedAt + u() ** 2 * 30 * dayMs), { is: 'came-back' })
}

function givenOf(survey: string, u: () => number): Given[] {
  if (survey === 'csat')
    return [
      {
        kind: 'scale',
        question: 'csat',
        metric: 'csat',
        min: 1,
        max: 5,
        value: 1 + shares([0.12, 0.05, 0.08, 0.3, 0.45], u()),
      },
    ]
  if (survey === 'nps')
    return [
      {
        kind: 'scale',
        question: 'nps',
        metric: 'nps',
        min: 0,
        max: 10,
        value: shares([0.08, 0.02, 0.02, 0.02, 0.03, 0.07, 0.08, 0.14, 0.16, 0.13, 0.25], u()),
      },
    ]
  const pair = (feature: string, f: readonly number[], d: readonly number[]): Given => ({
    kind: 'kano',
    question: feature,
    feature,
    functional: 1 + shares(f, u()),
    dysfunctional: 1 + shares(d, u()),
    importance: null,
  })
  return [
    pair('call back', [0.6, 0.1, 0.2, 0.1, 0], [0, 0.1, 0.5, 0.3, 0.1]),
    pair('known version', [0.2, 0.5, 0.2, 0.1, 0], [0, 0, 0.1, 0.2, 0.7]),
    pair('one contact', [0.6, 0.3, 0.1, 0, 0], [0, 0, 0.1, 0.2, 0.7]),
    pair('newsletter', [0.1, 0.1, 0.6, 0.1, 0.1], [0.05, 0.1, 0.6, 0.2, 0.05]),
  ]
}

/** The report of the sample's last eight weeks. */
export async function sampleReport(by: Dimension = 'agent', floor = 10): Promise<ScoreReport> {
  const cells = [...(await sampleBooks()).cells.values()]
  const within = (from: string, to: string, dimension: Dimension) =>
    cells.filter((cell) => cell.by === dimension && cell.week >= from && cell.week < to)
  return buildReport({
    period: { from: '2026-02-02', to: '2026-03-30' },
    by,
    asOfMs: Date.parse('2026-03-30T00:00:00Z'),
    all: within('2026-02-02', '2026-03-30', 'all'),
    before: within('2026-01-05', '2026-02-02', 'all'),
    groups: within('2026-02-02', '2026-03-30', by),
    windowDays: 7,
    floor,
    currency: 'EUR',
    ends: usualEnds,
  })
}

// Erlang A for 260 agents in closed form, against a plain uniformisation of the same model, and how far the two differ.
import { erlangA, type ImpatientLoad } from '@casewell/scoring/queue'
import { bench, perSecond } from './harness.ts'

const load: ImpatientLoad = {
  contactsPerHour: 3000,
  handleSeconds: 300,
  agents: 260,
  patienceSeconds: 180,
  targetSeconds: 30,
}

/** Chances below this are left out. */
const NEGLIGIBLE = 1e-14

/** The chance of every number of customers in the system, by the balance equations. */
function stationary({ contactsPerHour, handleSeconds, agents, patienceSeconds }: ImpatientLoad): number[] {
  const weights = [1]
  for (let n = 1; ; n++) {
    const out = Math.min(n, agents) / handleSeconds + Math.max(0, n - agents) / patienceSeconds
    const next = ((weights[n - 1] ?? 0) * contactsPerHour) / 3600 / out
    weights.push(next)
    if (n > agents && next < NEGLIGIBLE * Math.max(...weights.slice(agents - 5, agents + 5))) break
  }
  const total = weights.reduce((sum, w) => sum + w, 0)
  return weights.map((w) => w / total)
}

/** Poisson chances of 0, 1, 2 … steps, until they no longer count. */
function poisson(mean: number): number[] {
  const chances: number[] = []
  for (let n = 0, log = -mean; n < mean || Math.exp(log) > NEGLIGIBLE; n++, log += Math.log(mean / n))
    chances.push(Math.exp(log))
  return chances
}

/**
 * The service level by uniformisation: a tagged customer moves up the queue as those ahead are served or leave, is
 * served, or leaves; the chain runs in steps of one common rate, and a Poisson number of them falls into the target.
 */
function uniformised(of: ImpatientLoad): number {
  const { agents, handleSeconds, patienceSeconds, targetSeconds = 20 } = of
  const chances = stationary(of)
  const waiting = chances.slice(agents)
  const places = waiting.length
  const rate = (ahead: number): number => agents / handleSeconds + ahead / patienceSeconds
  const common = rate(places) + 1 / patienceSeconds
  let ahead = Float64Array.from(waiting)
  let served = 0
  let soon = 0
  for (const chance of poisson(common * targetSeconds)) {
    soon += chance * served
    const next = new Float64Array(places)
    for (let j = 0; j < places; j++) {
      const here = ahead[j] ?? 0
      const moves = (here * rate(j)) / common
      const leaves = here / patienceSeconds / common
      if (j === 0) served += moves
      else next[j - 1] = (next[j - 1] ?? 0) + moves
      next[j] = (next[j] ?? 0) + here - moves - leaves
    }
    ahead = next
  }
  return chances.slice(0, agents).reduce((sum, p) => sum + p, 0) + soon
}

const CALLS = 2000
let sink = 0

export default bench('erlang-a', async (report) => {
  const difference = Math.abs(erlangA(load).serviceLevel - uniformised(load))
  report.row({ what: 'difference of the service levels', unit: 'share', bar: 1e-9, better: 'lower' }, difference)
  const ours = perSecond(CALLS, () => {
    for (let i = 0; i < CALLS; i++) sink += erlangA({ ...load, contactsPerHour: 3000 + i * 1e-6 }).serviceLevel
  })
  const theirs = perSecond(1, () => {
    sink += uniformised(load)
  })
  const row = { what: '260 agents at 250 erlangs', unit: 'queues/s', reference: 'uniformisation', bar: 20, hope: 200 }
  await report.ratio(row, ours, theirs)
  report.note(
    `The service level is ${erlangA(load).serviceLevel.toFixed(6)} either way (${sink > 0 ? 'all' : 'none'} used).`,
  )
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { erlangA, erlangB, erlangC, type ImpatientLoad, linesForBlocking, staffing } from '../src/queue/index.ts'
import { near, vectors, vectorsAreThere } from './reference-vectors.ts'

interface Inputs {
  readonly calls: number
  readonly intervalMinutes: number
  readonly ahtMinutes: number
  readonly patienceMinutes?: number
  readonly targetSeconds?: number
  readonly targetMinutes?: number
  readonly agents: number
  readonly serviceLevel?: number
  readonly maxOccupancy?: number
  readonly maxAbandonment?: number
  readonly shrinkage?: number
}

const loadOf = (inputs: Inputs) => ({
  contactsPerHour: (inputs.calls / inputs.intervalMinutes) * 60,
  handleSeconds: inputs.ahtMinutes * 60,
  targetSeconds: inputs.targetSeconds ?? (inputs.targetMinutes ?? 0) * 60,
  ...(inputs.patienceMinutes === undefined ? {} : { patienceSeconds: inputs.patienceMinutes * 60 }),
})

const goalsOf = ({ serviceLevel = 0, maxOccupancy = 1, maxAbandonment = 1, shrinkage = 0 }: Inputs) => ({
  serviceLevel,
  maxOccupancy,
  maxAbandonShare: maxAbandonment,
  shrinkage,
})

describe('queueing formulas', () => {
  test.skipIf(!vectorsAreThere)('[QUE1] Erlang B agrees with pyworkforce (needs ../shared/data)', () => {
    type Lines = { erlangs: number; lines: number }
    for (const { id, inputs, expected, tolerance } of vectors<Lines, { blocking: number }>('erlang', 'erlang-b')) {
      near(erlangB(inputs.erlangs, inputs.lines), expected.blocking, tolerance.abs, id)
    }
  })

  interface ErlangC {
    readonly erlangs: number
    readonly pWait: number
    readonly serviceLevel: number
    readonly occupancy: number
    readonly asaSeconds: number
    readonly queueLength: number
  }

  test.skipIf(!vectorsAreThere)('[QUE1] Erlang C agrees with pyworkforce (needs ../shared/data)', () => {
    for (const { id, inputs, expected, tolerance } of vectors<Inputs, ErlangC>('erlang', 'erlang-c')) {
      if (inputs.serviceLevel !== undefined) continue
      const all = erlangC({ ...loadOf(inputs), agents: inputs.agents })
      const close = (actual: number, wanted: number) => near(actual, wanted, tolerance.abs, id)
      close(all.erlangs, expected.erlangs)
      close(all.waitShare, expected.pWait)
      close(all.serviceLevel, expected.serviceLevel)
      close(all.occupancy, expected.occupancy)
      close(all.asaSeconds, expected.asaSeconds)
      close(all.queueLength, expected.queueLength)
    }
  })

  interface ErlangA {
    readonly pWait: number
    readonly pAbandon: number
    readonly occupancy: number
    readonly queueLength: number
    readonly meanWaitAllSeconds: number
    readonly serviceLevelServedWithinOverOffered: number
  }

  test.skipIf(!vectorsAreThere)('[QUE1] Erlang A agrees with pyworkforce (needs ../shared/data)', () => {
    for (const { id, inputs, expected, tolerance } of vectors<Inputs, ErlangA>('erlang', 'erlang-a')) {
      if (inputs.serviceLevel !== undefined) continue
      const patienceSeconds = (inputs.patienceMinutes ?? 0) * 60
      const all = erlangA({ ...loadOf(inputs), agents: inputs.agents, patienceSeconds })
      const close = (actual: number, wanted: number) => near(actual, wanted, tolerance.abs, id)
      close(all.waitShare, expected.pWait)
      close(all.abandonShare, expected.pAbandon)
      close(all.occupancy, expected.occupancy)
      close(all.queueLength, expected.queueLength)
      close(all.meanWaitSeconds, expected.meanWaitAllSeconds)
      close(all.serviceLevel, expected.serviceLevelServedWithinOverOffered)
    }
  })

  // Gans, Koole & Mandelbaum, Telephone call centers, MSOM 5 (2003): 50 agents at 48 erlangs of one-minute calls.
  test('[QUE1] three in a hundred give up, and the wait falls from 20.8 to 3.7 seconds', () => {
    const load = { contactsPerHour: 2880, handleSeconds: 60, agents: 50 }
    expect(erlangC(load).asaSeconds).toBeCloseTo(20.83, 1)
    const patient = erlangA({ ...load, patienceSeconds: 120 })
    expect(patient.abandonShare).toBeCloseTo(0.0309, 4)
    expect(patient.meanWaitSeconds).toBeCloseTo(3.71, 2)
    expect(patient.occupancy).toBeCloseTo(0.93, 3)
  })

  test('[QUE1] Erlang A with endless patience is Erlang C, and with none Erlang B', () => {
    const load = { contactsPerHour: 200, handleSeconds: 180, agents: 12, targetSeconds: 20 }
    const [calm, patient] = [erlangC(load), erlangA({ ...load, patienceSeconds: 1e8 })]
    near(patient.waitShare, calm.waitShare, 1e-5)
    near(patient.serviceLevel, calm.serviceLevel, 1e-5)
    near(patient.asaSeconds, calm.asaSeconds, 1e-2)
    near(erlangA({ ...load, patienceSeconds: 1e-6 }).abandonShare, erlangB(10, 12), 1e-6)
  })

  test('[QUE1] the fewest lines that turn away two in a hundred of ten erlangs are 17', () => {
    expect(linesForBlocking(10, 0.02)).toBe(17)
    expect(erlangB(10, 16)).toBeGreaterThan(0.02)
    expect(linesForBlocking(0, 0.5)).toBe(1)
    expect(linesForBlocking(3, 1)).toBe(0)
  })
})

describe('Erlang A', () => {
  /** The stationary distribution by its balance equations, far beyond any queue that occurs. */
  function balance({ contactsPerHour, handleSeconds, agents, patienceSeconds }: ImpatientLoad): number[] {
    const [arrivals, service, leaving] = [contactsPerHour / 3600, 1 / handleSeconds, 1 / patienceSeconds]
    const logs = [0]
    for (let n = 1; n < agents + 4000; n++) {
      const out = Math.min(n, agents) * service + Math.max(0, n - agents) * leaving
      logs.push((logs[n - 1] ?? 0) + Math.log(arrivals / out))
    }
    const top = Math.max(...logs)
    const weights = logs.map((log) => Math.exp(log - top))
    const total = weights.reduce((sum, w) => sum + w, 0)
    return weights.map((w) => w / total)
  }

  /**
   * The chance to be answered within t behind j others, by integrating the density of the wait (a hypoexponential by its
   * differential equations) over time: nothing of the closed form is in it.
   */
  function answeredWithin(load: ImpatientLoad, waiting: number, t: number): number {
    const { handleSeconds, agents, patienceSeconds } = load
    const rate = (k: number): number => agents / handleSeconds + k / patienceSeconds
    const steps = 4000
    const h = t / steps
    let stages = Array.from({ length: waiting + 1 }, (_, k): number => (k === waiting ? 1 : 0))
    const flow = (s: readonly number[]) =>
      s.map(
        (value, k) =>
          (s[k + 1] ?? 0) * rate(k + 1) * (k + 1 <= waiting ? 1 : 0) - value * (rate(k) + 1 / patienceSeconds),
      )
    const plus = (s: readonly number[], d: readonly number[], by: number) =>
      s.map((value, k) => value + by * (d[k] ?? 0))
    const density = (s: readonly number[]): number => (s[0] ?? 0) * rate(0)
    let answered = 0
    for (let i = 0; i < steps; i++) {
      const k1 = flow(stages)
      const k2 = flow(plus(stages, k1, h / 2))
      const k3 = flow(plus(stages, k2, h / 2))
      const k4 = flow(plus(stages, k3, h))
      const next = stages.map(
        (v, k) => v + (h / 6) * ((k1[k] ?? 0) + 2 * (k2[k] ?? 0) + 2 * (k3[k] ?? 0) + (k4[k] ?? 0)),
      )
      const middle = plus(plus(stages, k1, h / 4), k2, h / 4)
      answered += (h / 6) * (density(stages) + 4 * density(middle) + density(next))
      stages = next
    }
    return answered
  }

  const load = { contactsPerHour: 60, handleSeconds: 360, agents: 6, patienceSeconds: 480, targetSeconds: 60 }

  test('[QUE2] equals the balance equations and the integral of the wait', () => {
    const p = balance(load)
    const all = erlangA(load)
    const idle = p.slice(0, 6).reduce((sum, x) => sum + x, 0)
    near(all.waitShare, 1 - idle, 1e-12)
    near(
      all.queueLength,
      p.reduce((sum, x, n) => sum + x * Math.max(0, n - 6), 0),
      1e-11,
    )
    const soon = p.slice(6, 40).reduce((sum, x, j) => sum + x * answeredWithin(load, j, 60), 0)
    near(all.serviceLevel, idle + soon, 1e-9)
  })

  test('[QUE2] equals the balance equations for 260 agents, and far into overload', () => {
    for (const agents of [260, 240, 120]) {
      const many = { contactsPerHour: 3000, handleSeconds: 300, agents, patienceSeconds: 180 }
      const p = balance(many)
      near(
        erlangA(many).waitShare,
        p.slice(agents).reduce((sum, x) => sum + x, 0),
        1e-11,
      )
      near(
        erlangA(many).abandonShare,
        p.reduce((sum, x, n) => sum + x * Math.max(0, n - agents), 0) / 180 / (3000 / 3600),
        1e-11,
      )
    }
    const flooded = erlangA({
      contactsPerHour: 100_000,
      handleSeconds: 600,
      agents: 1000,
      patienceSeconds: 3600,
      targetSeconds: 600,
    })
    near(flooded.abandonShare, 1 - 1000 / (100_000 / 6), 1e-10)
    expect(flooded.serviceLevel).toBeLessThan(1e-12)
  })

  test('[QUE2] the wait of the answered follows from the service levels', () => {
    // ∫ P(answered later than t) dt over all t, by Simpson's rule on the service level.
    const [end, steps] = [6000, 6000]
    const late = (t: number): number => {
      const { serviceLevel, abandonShare } = erlangA({ ...load, targetSeconds: t })
      return 1 - abandonShare - serviceLevel
    }
    let integral = 0
    for (let i = 0; i <= steps; i++)
      integral += late((i * end) / steps) * (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2)
    const { asaSeconds, abandonShare } = erlangA(load)
    near(asaSeconds, (integral * end) / steps / 3 / (1 - abandonShare), 1e-6)
  })

  test('[QUE2] of no work has nobody waiting', () => {
    const still = erlangA({ contactsPerHour: 0, handleSeconds: 60, agents: 2, patienceSeconds: 60 })
    expect(still).toMatchObject({ waitShare: 0, serviceLevel: 1, abandonShare: 0, meanWaitSeconds: 0, asaSeconds: 0 })
  })
})

describe('staffing', () => {
  interface Expected {
    readonly raw_positions: number
    readonly positions: number
    readonly service_level: number
    readonly occupancy: number
    readonly waiting_probability: number
    readonly abandonment_probability?: number
    readonly average_speed_of_answer?: number
  }

  test.skipIf(!vectorsAreThere)('[QUE3] agrees with pyworkforce (needs ../shared/data)', () => {
    const all = [...vectors<Inputs, Expected>('erlang', 'erlang-c'), ...vectors<Inputs, Expected>('erlang', 'erlang-a')]
    for (const { id, inputs, expected, tolerance } of all) {
      if (inputs.serviceLevel === undefined) continue
      const plan = staffing(loadOf(inputs), goalsOf(inputs))
      expect(plan.agents, id).toBe(expected.raw_positions)
      expect(plan.positions, id).toBe(expected.positions)
      near(plan.forecast.serviceLevel, expected.service_level, tolerance.abs, id)
      near(plan.forecast.occupancy, expected.occupancy, tolerance.abs, id)
      near(plan.forecast.waitShare, expected.waiting_probability, tolerance.abs, id)
      const { abandonment_probability: abandon, average_speed_of_answer: minutes } = expected
      if (abandon !== undefined) near(plan.forecast.abandonShare, abandon, tolerance.abs, id)
      if (minutes !== undefined) near(plan.forecast.meanWaitSeconds / 60, minutes, tolerance.abs, id)
    }
  })

  test('[QUE3] is the fewest agents that reach every goal', () => {
    const cases = fc.record({
      contactsPerHour: fc.double({ min: 1, max: 2000, noNaN: true }),
      handleSeconds: fc.double({ min: 30, max: 900, noNaN: true }),
      patienceSeconds: fc.double({ min: 20, max: 900, noNaN: true }),
    })
    fc.assert(
      fc.property(
        cases,
        fc.double({ min: 0.3, max: 0.95, noNaN: true }),
        fc.boolean(),
        (load, serviceLevel, isPatient) => {
          const { patienceSeconds, ...calm } = load
          const goals = { serviceLevel, maxOccupancy: 0.9, ...(isPatient ? {} : { maxAbandonShare: 0.05 }) }
          const plan = staffing(isPatient ? calm : load, goals)
          const reaches = (agents: number): boolean => {
            if (isPatient && (calm.contactsPerHour * calm.handleSeconds) / 3600 >= agents) return false
            const f = isPatient ? erlangC({ ...calm, agents }) : erlangA({ ...load, agents })
            return f.serviceLevel >= serviceLevel && f.occupancy <= 0.9 && f.abandonShare <= 0.05
          }
          expect(reaches(plan.agents)).toBe(true)
          if (plan.agents > 1) expect(reaches(plan.agents - 1)).toBe(false)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('[QUE3] without goals a patient queue takes one agent, and Erlang C as many as carry the load', () => {
    expect(staffing({ contactsPerHour: 100, handleSeconds: 60, patienceSeconds: 60 }, {}).agents).toBe(1)
    expect(staffing({ contactsPerHour: 120, handleSeconds: 60 }, {}).agents).toBe(3)
    expect(staffing({ contactsPerHour: 120, handleSeconds: 60 }, { shrinkage: 0.25 }).positions).toBe(4)
    // 17/0.68 is 25, in doubles a little more.
    const seventeen = { contactsPerHour: 990, handleSeconds: 60 }
    expect(staffing(seventeen, { shrinkage: 0.32 })).toMatchObject({ agents: 17, positions: 25 })
  })

  test('[QUE4] a queue that grows for ever is an error with the way out', () => {
    const stuck = () => erlangC({ contactsPerHour: 200, handleSeconds: 180, agents: 10 })
    expect(stuck).toThrow('10 agents cannot carry 10.00 erlangs')
    expect(stuck).toThrow(
      expect.objectContaining({ code: 'scoring/unstable-queue', hint: expect.stringContaining('Erlang A') }),
    )
  })

  test('[QUE4] people who would work without pause are warned about', () => {
    expect(erlangC({ contactsPerHour: 200, handleSeconds: 180, agents: 11 }).warnings).toMatchObject([
      { code: 'high-occupancy' },
    ])
    expect(erlangC({ contactsPerHour: 200, handleSeconds: 180, agents: 14 }).warnings).toEqual([])
  })
})

import { describe, expect, test } from 'vitest'
import diskFull from '../faults/disk-full.ts'
import { cannotMount } from '../faults/harness/disk.ts'
import { Trial } from '../faults/harness/trial.ts'
import { judge, reaches, table } from '../faults/harness/verdicts.ts'
import kill9 from '../faults/kill-9.ts'
import poison from '../faults/poison.ts'
import powerCut from '../faults/power-cut.ts'
import readers from '../faults/readers.ts'
import slowSubscriber from '../faults/slow-subscriber.ts'
import twoWriters from '../faults/two-writers.ts'
import { broken, patient } from './broken.ts'

const noMount = await cannotMount()
const needsMount = noMount === undefined ? '' : ` (${noMount})`

describe('scaled down, on SQLite', () => {
  test('processes that are killed lose nothing, double nothing and keep the order', patient, async () => {
    expect(await broken(kill9, 'sqlite')).toBe(true)
  })

  test('readers at the end of the log miss nothing', patient, async () => {
    expect(await broken(readers, 'sqlite')).toBe(true)
  })

  test('events that fail hold up only their own keys', patient, async () => {
    expect(await broken(poison, 'sqlite')).toBe(true)
  })

  test('two processes on one file are as one, and a backup meanwhile is whole', patient, async () => {
    expect(await broken(twoWriters, 'sqlite')).toBe(true)
  })

  test('a slow subscriber holds up nobody else, and its lag shows', patient, async () => {
    expect(await broken(slowSubscriber, 'sqlite')).toBe(true)
  })

  test.skipIf(noMount !== undefined)(`a power cut takes nothing acknowledged${needsMount}`, patient, async () => {
    expect(await broken(powerCut, 'sqlite')).toBe(true)
  })

  test.skipIf(noMount !== undefined)(
    `a full disk is named, and space is enough to go on${needsMount}`,
    patient,
    async () => {
      expect(await broken(diskFull, 'sqlite')).toBe(true)
    },
  )
})

describe('an experiment', () => {
  test('holds when every count reached its goal, and only then', async () => {
    await using trial = new Trial()
    expect(trial.holds).toBe(false) // nothing was tried
    trial.skip('postgres', 'no server')
    expect(trial.holds).toBe(false)
    trial.must('here', 'lost', { is: 0 }, 0)
    expect(trial.holds).toBe(true)
    trial.must('here', 'doubled', { is: 0 }, 1)
    expect(trial.holds).toBe(false)
  })

  test('takes no count that is not a number for one that reached its goal', () => {
    for (const goal of [{ is: 0 }, { atLeast: 0 }, { atMost: 0 }]) expect(reaches(goal, Number.NaN)).toBe(false)
    expect(reaches({ atLeast: 2 }, 1)).toBe(false)
    expect(reaches({ atMost: 2 }, 3)).toBe(false)
    expect(reaches({ atMost: 2 }, 2)).toBe(true)
  })

  test('tidies up what came last first', async () => {
    const order: string[] = []
    {
      await using trial = new Trial()
      trial.onEnd(() => order.push('first'))
      trial.onEnd(() => order.push('second'))
    }
    expect(order).toEqual(['second', 'first'])
  })

  test('closes with a table of what must hold and what was counted', () => {
    expect(table([judge('here', 'lost', { is: 0 }, 3), judge('there', 'rounds', { atLeast: 20 }, 1234)])).toBe(
      [
        'where  what    must be  counted',
        'here   lost    0        3        BROKEN',
        'there  rounds  ≥ 20     1,234    holds',
      ].join('\n'),
    )
  })
})

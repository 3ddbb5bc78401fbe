import { type Estimate, type EstimateOptions, proportion } from '@casewell/scoring'
import { type LifeTable, lifeTable, type SurvivalCurve } from '@casewell/scoring/survival'
import * as z from 'zod'
import { dayOf } from '../week.ts'

const Counts = z.record(z.string(), z.number())

/** Cases that were first resolved on one day, and after how many whole days some of them came back. */
const CohortDay = z.object({
  resolved: z.number(),
  /** Those with one contact and no transfer until then. */
  atFirstContact: z.number(),
  /** By whole days after the resolution. */
  back: Counts,
  backAtFirstContact: Counts,
})
/** By day, counted from 1970. Plain counts: any order, any sharding, and everything can be taken back. */
export const Cohorts = z.record(z.string(), CohortDay)
export type Cohorts = z.output<typeof Cohorts>
type Day = z.output<typeof CohortDay>

/** Whoever comes back later than this is another story, in days. */
const longestDays = 60

const noDay: Day = { resolved: 0, atFirstContact: 0, back: {}, backAtFirstContact: {} }

/** One case resolved for the first time; −1 takes it back. */
export function countResolved(cohorts: Cohorts, atMs: number, isFirstContact: boolean, times: 1 | -1): Cohorts {
  return changed(cohorts, atMs, (day) => ({
    ...day,
    resolved: day.resolved + times,
    atFirstContact: day.atFirstContact + (isFirstContact ? times : 0),
  }))
}

/** One of them came back. */
export function countBack(
  cohorts: Cohorts,
  {
    resolvedAtMs,
    backAtMs,
    isFirstContact,
  }: { readonly resolvedAtMs: number; readonly backAtMs: number; readonly isFirstContact: boolean },
  times: 1 | -1,
): Cohorts {
  const after = dayOf(backAtMs - resolvedAtMs)
  if (after >= longestDays) return cohorts
  return changed(cohorts, resolvedAtMs, (day) => ({
    ...day,
    back: bumped(day.back, after, times),
    backAtFirstContact: isFirstContact ? bumped(day.backAtFirstContact, after, times) : day.backAtFirstContact,
  }))
}

/** Two states as one. */
export function mergeCohorts(a: Cohorts, b: Cohorts): Cohorts {
  const days = new Map(Object.entries(a))
  for (const [key, more] of Object.entries(b)) days.set(key, joined(days.get(key) ?? noDay, more))
  return Object.fromEntries(days)
}

/** What the cohorts say by a time. */
export interface Resolution {
  readonly resolved: number
  /** Cases whose window has passed. */
  readonly mature: number
  /** Of the mature: one contact, no transfer, and not back within the window. */
  readonly firstContact: Estimate
  /** The share that has not come back, by days since the resolution (Kaplan–Meier); young cases count as long as they were watched. */
  readonly curve: SurvivalCurve
}

/**
 * Reads cohorts. Time is counted in whole days that have been watched: a case that comes back on its third day ended at
 * 3; one that has not is watched for as many days as have passed for everybody of its day.
 */
export function readCohorts(
  cohorts: Cohorts,
  { windowDays, asOfMs, ...options }: EstimateOptions & { readonly windowDays: number; readonly asOfMs: number },
): Resolution {
  const days = Object.entries(cohorts).map(([key, day]) => ({
    day,
    watched: Math.max(0, dayOf(asOfMs) - Number(key) - 1),
  }))
  const mature = days.filter(({ watched }) => watched >= windowDays)
  const within = (counts: Readonly<Record<string, number>>, end: number): number =>
    sum(Object.entries(counts).map(([after, n]) => (Number(after) < end ? n : 0)))
  const n = sum(mature.map(({ day }) => day.resolved))
  const yes = sum(mature.map(({ day }) => day.atFirstContact - within(day.backAtFirstContact, windowDays)))
  const named = proportion(`first contact resolution, quiet for ${windowDays} days`)
  return {
    resolved: sum(days.map(({ day }) => day.resolved)),
    mature: n,
    firstContact: named.result({ v: 1, yes, n }, options),
    curve: lifeTable().result(tableOf(days), options.level === undefined ? {} : { level: options.level }),
  }
}

function tableOf(days: readonly { readonly day: Day; readonly watched: number }[]): LifeTable {
  const table = lifeTable()
  const rows = days.flatMap(({ day, watched }): readonly LifeTable['rows'][number][] => {
    const end = Math.min(watched, longestDays)
    const back = Object.entries(day.back).filter(([after]) => Number(after) < end)
    const seen = sum(back.map(([, n]) => n))
    const ended = back.map(([after, n]) => ({ time: Number(after) + 1, ended: n, censored: 0 }))
    return [...ended, { time: end, ended: 0, censored: day.resolved - seen }]
  })
  return rows.reduce<LifeTable>((all, row) => table.merge(all, { v: 1, rows: [row] }), table.zero())
}

function changed(cohorts: Cohorts, atMs: number, change: (day: Day) => Day): Cohorts {
  const key = String(dayOf(atMs))
  const { [key]: before = noDay, ...others } = cohorts
  const day = change(before)
  const isEmpty = day.resolved === 0 && day.atFirstContact === 0 && Object.keys(day.back).length === 0
  return isEmpty ? others : { ...others, [key]: day }
}

function bumped(counts: Readonly<Record<string, number>>, key: number, by: number): Record<string, number> {
  const { [key]: before = 0, ...others } = counts
  return before + by === 0 ? others : { ...others, [key]: before + by }
}

function joined(a: Day, b: Day): Day {
  const add = (x: Day['back'], y: Day['back']): Day['back'] =>
    Object.entries(y).reduce<Day['back']>((all, [key, n]) => bumped(all, Number(key), n), x)
  return {
    resolved: a.resolved + b.resolved,
    atFirstContact: a.atFirstContact + b.atFirstContact,
    back: add(a.back, b.back),
    backAtFirstContact: add(a.backAtFirstContact, b.backAtFirstContact),
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0)

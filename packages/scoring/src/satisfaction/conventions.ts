import { scoringErrors } from '../errors.ts'
import type { Scale } from './scale.ts'

/** How one product or house turns answers into a satisfaction score. */
export interface Convention {
  /** A share of good answers, a share of good minus a share of bad ones, or a mean. */
  readonly kind: 'share' | 'net' | 'mean'
  /** The scale it is made for; undefined means any. */
  readonly scale?: Scale
  readonly good?: (value: number, scale: Scale) => boolean
  readonly bad?: (value: number, scale: Scale) => boolean
  /** Where the formula was read. */
  readonly source: string
}

const fivePoints: Scale = { min: 1, max: 5 }
const sevenPoints: Scale = { min: 1, max: 7 }
const fourOrFive = (value: number): boolean => value >= 4

/**
 * CSAT by the formulas in use. The same 100 ratings are 84, 76, 64 or 56 under them: a score without its convention
 * cannot be compared with anything.
 */
export const csatConventions = {
  'top-2-box': { kind: 'share', good: (value, { max }) => value >= max - 1, source: 'market research practice' },
  'top-box': { kind: 'share', good: (value, { max }) => value === max, source: 'market research practice' },
  mean: { kind: 'mean', source: 'the arithmetic mean' },
  'net-2-box': {
    kind: 'net',
    good: (value, { max }) => value >= max - 1,
    bad: (value, { min }) => value <= min + 1,
    source: 'share of the two highest minus share of the two lowest points',
  },
  chatwoot: {
    kind: 'share',
    scale: fivePoints,
    good: fourOrFive,
    source: 'Chatwoot, store/modules/csat.js: (r4 + r5) / total',
  },
  zendesk: {
    kind: 'share',
    scale: fivePoints,
    good: fourOrFive,
    source: 'Zendesk help: of five points, 1–3 count as bad',
  },
  simplesat: {
    kind: 'share',
    scale: fivePoints,
    good: fourOrFive,
    source: 'Simplesat help: positive answers / all answers',
  },
  freescout: {
    kind: 'net',
    scale: fivePoints,
    good: (value) => value === 5,
    bad: (value) => value <= 2,
    source: 'FreeScout issue 2064: great % − not good %, shown rounded up; great = 5, not good = 1–2',
  },
} as const satisfies Record<string, Convention>

/** Customer effort by the formulas in use, for the 7-point question "… made it easy for me to handle my issue". */
export const effortConventions = {
  gartner: {
    kind: 'share',
    scale: sevenPoints,
    good: (value) => value >= 5,
    source: 'Gartner, CES 2.0: at least somewhat agree',
  },
  nicereply: { kind: 'mean', scale: sevenPoints, source: 'Nicereply help: the mean answer' },
  net: {
    kind: 'net',
    scale: sevenPoints,
    good: (value) => value >= 5,
    bad: (value) => value <= 3,
    source: 'net easy score: share of 5–7 minus share of 1–3',
  },
} as const satisfies Record<string, Convention>

/** A CSAT formula by its name. */
export type CsatConvention = keyof typeof csatConventions

/** A customer effort formula by its name. */
export type EffortConvention = keyof typeof effortConventions

/** Refuses a convention on a scale that it is not made for. */
export function requireScale(name: string, convention: Convention, { min, max }: Scale): void {
  const needs = convention.scale
  if (needs === undefined || (needs.min === min && needs.max === max)) return
  throw scoringErrors['unlike-states']({
    left: `convention ${name} (${needs.min}–${needs.max})`,
    right: `a scale ${min}–${max}`,
  })
}

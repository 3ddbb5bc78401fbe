import type { NpsCounts } from '../src/index.ts'

/** A sample of n answers, and in how many orders it can come. */
export interface Sample {
  readonly counts: NpsCounts
  readonly ways: number
}

/** Every possible sample of n answers in three bands. */
export function everySample(n: number): Sample[] {
  const choose = (from: number, take: number): number =>
    Array.from({ length: take }, (_, i) => (from - i) / (i + 1)).reduce((product, factor) => product * factor, 1)
  const ends = Array.from({ length: n + 1 }, (_, detractors) => detractors)
  return ends.flatMap((detractors) =>
    ends.slice(0, n - detractors + 1).map((promoters) => ({
      counts: { detractors, promoters, passives: n - detractors - promoters },
      ways: choose(n, detractors) * choose(n - detractors, promoters),
    })),
  )
}

/** How often samples drawn with these shares satisfy a condition. */
export function chanceOf(samples: readonly Sample[], shares: NpsCounts, holds: (sample: Sample) => boolean): number {
  const chance = ({ counts, ways }: Sample): number =>
    ways *
    shares.detractors ** counts.detractors *
    shares.passives ** counts.passives *
    shares.promoters ** counts.promoters
  return samples.filter(holds).reduce((sum, sample) => sum + chance(sample), 0)
}

/** The shares on a grid of twentieths, the borders included. */
export function everyShare(): NpsCounts[] {
  return everySample(20).map(({ counts }) => ({
    detractors: counts.detractors / 20,
    passives: counts.passives / 20,
    promoters: counts.promoters / 20,
  }))
}

/** What scores can be asked by. `all` has one place: the whole desk. */
export type Dimension = 'all' | 'queue' | 'agent' | 'product' | 'channel' | 'segment'

/** One place that something counts at: an agent, a queue. */
export interface Place {
  readonly by: Dimension
  readonly of: string
}

/** What is known of a case or an answer; what is not known is counted at no such place. */
export type Facets = Partial<Readonly<Record<Exclude<Dimension, 'all'>, string | null>>>

const dimensions = ['queue', 'agent', 'product', 'channel', 'segment'] as const

/** Every place that something counts at. */
export function placesOf(facets: Facets): readonly Place[] {
  const named = dimensions.flatMap((by): readonly Place[] => {
    const of = facets[by]
    return of === null || of === undefined ? [] : [{ by, of }]
  })
  return [{ by: 'all', of: 'all' }, ...named]
}

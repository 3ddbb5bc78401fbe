/** What scores can be asked by. `all` has one place: the whole desk. */
export type Dimension = 'all' | 'queue' | 'agent' | 'product' | 'channel' | 'segment'

/** One place that something counts at: an agent, a queue. */
export interface Place {
  readonly by: Dimension
  readonly of: string
}

/** What is known of a case or an answer; what is not known is counted at no such place, several products at each. */
export type Facets = Partial<Readonly<Record<Exclude<Dimension, 'all'>, string | null>>> & {
  readonly products?: readonly string[]
}

const dimensions = ['queue', 'agent', 'product', 'channel', 'segment'] as const

/** Every place that something counts at. */
export function placesOf(facets: Facets): readonly Place[] {
  return [{ by: 'all', of: 'all' }, ...namedPlaces(facets)]
}

/** The places that have a name: all but the whole desk. */
export function namedPlaces(facets: Facets): readonly Place[] {
  const named = dimensions.flatMap((by): readonly Place[] => {
    const of = facets[by]
    return of === null || of === undefined ? [] : [{ by, of }]
  })
  const products = (facets.products ?? []).map((of): Place => ({ by: 'product', of }))
  return [...named, ...products]
}

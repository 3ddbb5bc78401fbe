const nouns = { documents: 'document', erased: 'erased id', events: 'event', blobs: 'file', lost: 'lost file' } as const

type Counts = Readonly<Record<keyof typeof nouns, number>>

/** `3 documents, 1 event`: what there is of anything. */
export function countsOf(counts: Counts): string {
  const parts = Object.entries(nouns).flatMap(([name, noun]) => {
    const n = counts[name as keyof typeof nouns] // the names of this very table
    return n === 0 ? [] : [`${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`]
  })
  return parts.join(', ') || 'nothing'
}

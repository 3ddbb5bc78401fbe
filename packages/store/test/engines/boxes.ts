import { eventType } from '@casewell/bus'
import { collection } from '@casewell/store'
import * as z from 'zod'

/** A collection with an index of each kind, a person concerned and blobs. */
export const Boxes = collection(
  'boxes',
  z.object({ colour: z.string(), label: z.string(), owner: z.string(), photos: z.array(z.string()) }),
  {
    version: 1,
    indexes: { colour: (b) => [b.colour], label: { unique: (b) => [b.label] } },
    about: (b) => [b.owner],
    blobs: (b) => b.photos,
  },
)
export const Counters = collection('counters', z.object({ n: z.number() }), { version: 1, indexes: {} })
export const Packed = eventType('box.packed', z.object({ by: z.string(), n: z.number() }))

/** A box like any other. */
export const box = (label: string, colour = 'red') => ({ colour, label, owner: 'ada', photos: [] })

import { eventType } from '@casewell/bus'
import { collection } from '@casewell/store'
import * as z from 'zod'

/** What the second release makes of a letter: names in two parts, another index. */
const Letter = z.object({ first: z.string(), last: z.string(), label: z.string(), photos: z.array(z.string()) })

/** Letters as the second release has them. @param onUpgrade - told of each letter that is brought up to date */
export const secondLetters = (onUpgrade: (label: string) => void = () => {}) =>
  collection('letters', Letter, {
    version: 2,
    indexes: { last: (letter) => [letter.last], label: { unique: (letter) => [letter.label] } },
    about: (letter) => [letter.first],
    blobs: (letter) => letter.photos,
    upgrade(doc) {
      const { to, ...rest } = doc as { to: string; label: string } // what the first release has stored
      onUpgrade(rest.label)
      const [first, last] = to.split(' ')
      return { ...rest, first, last }
    },
  })

/** The event of the second release counts cents. */
export const Posted = eventType('letter.posted', z.object({ cents: z.number() }), {
  upcasters: [({ stamps }: { stamps: number }) => ({ cents: 80 * stamps })],
})

// What a desk of a later release would export: letters that know how long they are.
import { collection } from '@casewell/store'
import * as z from 'zod'

const Letter = z.object({
  between: z.array(z.string()),
  text: z.string(),
  photos: z.array(z.string()),
  length: z.number(),
})

export const collections = [
  collection('letters', Letter, {
    version: 2,
    indexes: { length: (letter) => [letter.length] },
    about: (letter) => letter.between,
    blobs: (letter) => letter.photos,
    upgrade(doc) {
      const letter = doc as { text: string } // what the first release has stored
      return { ...letter, length: letter.text.length }
    },
  }),
]

import { type Draft, eventType } from '@casewell/bus'
import * as z from 'zod'
import { collection } from '../collection.ts'
import type { Part } from '../key.ts'

const Box = z.object({
  colour: z.string(),
  size: z.number(),
  label: z.string().nullable(),
  tags: z.array(z.string()),
  owners: z.array(z.string()),
  blobs: z.array(z.string()),
})

/** A document of the kit. */
export type Box = z.infer<typeof Box>

/** Documents with an index of each kind. */
export const Boxes = collection('kit.boxes', Box, {
  version: 1,
  indexes: {
    colour: (b) => [b.colour, b.size],
    label: { unique: (b) => [b.label ?? undefined] },
    tag: { each: (b) => b.tags.map((tag) => [tag]) },
  },
  about: (b) => b.owners,
  blobs: (b) => b.blobs,
})

/** A red box, or one like it. */
export const box = (given: Partial<Box> = {}): Box => ({
  colour: 'red',
  size: 1,
  label: null,
  tags: [],
  owners: [],
  blobs: [],
  ...given,
})

/** Documents that are nothing but a key, for questions of order. */
export const Keys = collection('kit.keys', z.object({ key: z.array(z.custom<Part>()) }), {
  version: 1,
  indexes: { key: (doc) => doc.key },
})

/** Documents that are nothing but a text. */
export const Texts = collection('kit.texts', z.object({ text: z.string() }), {
  version: 1,
  indexes: { text: (doc) => [doc.text] },
})

/** The kit's event. */
export const BoxOpened = eventType('box.opened', z.object({ colour: z.string() }))

/** A draft of the kit's event. */
export const opened = (subject: string, colour = 'red'): Draft => BoxOpened(subject, { colour })

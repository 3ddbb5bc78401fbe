import * as z from 'zod'
import { type Collection, collection } from '../collection.ts'

/** A collection of which nothing is known but its name: what is needed to take a document of it away. */
export const untyped = (name: string): Collection<unknown, never> =>
  collection(name, z.unknown(), { version: 1, indexes: {} })

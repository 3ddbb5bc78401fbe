import type { Can } from './capability.ts'
import type { ChannelDefinition } from './definition.ts'
import type { Methods } from './methods.ts'
import type { StandardSchema } from './schema.ts'

/** A channel definition whose types were checked when it was defined, and are not needed any more. */
export type AnyChannel = ChannelDefinition<StandardSchema<unknown, unknown>, Can> & Partial<Methods<unknown>>

import { misfitsOf } from '@casewell/errors'
import { channelErrors } from '../errors.ts'
import type { StandardSchema } from './schema.ts'

/**
 * The settings of an account, checked by the channel's schema.
 *
 * @throws `channel/bad-config`
 */
export function parseConfig(channel: string, schema: StandardSchema, account: string, input: unknown): unknown {
  const result = schema['~standard'].validate(input)
  if (result instanceof Promise)
    throw channelErrors['bad-config']({ channel, account, reason: 'its schema answers later' })
  if (!result.issues) return result.value
  throw channelErrors['bad-config']({ channel, account, reason: misfitsOf(result) })
}

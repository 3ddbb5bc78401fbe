import { Cases, type Work } from '@casewell/core'
import type { Account } from '../account.ts'
import { Preferences } from '../collections.ts'

/** What one knows of how a customer likes to be answered. */
export type Preference = (typeof Preferences)['schema']['_output']

/** Nothing is known yet. */
export const unknownPreference = (customer: string): Preference => ({
  customer,
  channels: {},
  quiet: null,
  language: null,
})

/**
 * Infers from a message where its writer likes to be answered, in general and on this kind of question, and in which
 * language. What was stated stays.
 */
export async function learn(
  work: Work,
  { channel, account }: Account,
  customer: string,
  caseId: string,
  language: string | undefined,
): Promise<void> {
  const known = (await work.get(Preferences, customer))?.doc ?? unknownPreference(customer)
  const kind = (await work.get(Cases, caseId))?.doc.type ?? '*'
  const channels = { ...known.channels }
  const inferred = { channel, account, how: 'inferred', at: work.now.getTime() } as const
  for (const about of ['*', kind]) if (channels[about]?.how !== 'stated') channels[about] = inferred
  const spoken = language === undefined ? known.language : ({ tag: language, how: 'inferred' } as const)
  const next = { ...known, channels, language: known.language?.how === 'stated' ? known.language : spoken }
  if (isNews(known, next)) work.put(Preferences, customer, next)
}

/** That the same was inferred again is no news: most messages say nothing new. */
function isNews(before: Preference, after: Preference): boolean {
  const gist = ({ channels, language }: Preference) =>
    JSON.stringify([
      Object.entries(channels).map(([about, { channel, account, how }]) => [about, channel, account, how]),
      language,
    ])
  return gist(before) !== gist(after)
}

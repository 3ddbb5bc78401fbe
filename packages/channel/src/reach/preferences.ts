import type { Work } from '@casewell/core'
import type { Reader } from '@casewell/store'
import * as z from 'zod'
import { Preferences } from '../collections.ts'
import { channelErrors } from '../errors.ts'
import { type Preference, unknownPreference } from './learn.ts'

/** What a customer, or an agent for one, states. */
export interface Stated {
  /** By kind of question (a case's type), or `*` for all: where to answer. Null takes it back. */
  readonly channels?: Readonly<Record<string, { readonly channel: string; readonly account: string } | null>>
  /** Local time. Null: no quiet hours. */
  readonly quiet?: { readonly from: string; readonly to: string; readonly timeZone: string } | null
  /** BCP 47: `zh-CN`. Null takes it back. */
  readonly language?: string | null
}

/** Whatever can read and write as one: a desk, or its port. */
export interface Transacting {
  readonly read: Pick<Reader, 'get'>
  transact<R>(decide: (work: Work) => Promise<R> | R): Promise<R>
}

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const Quiet = z.object({ from: Time, to: Time, timeZone: z.string().refine(isZone) })

/**
 * How a customer likes to be answered: what was stated, and what was inferred and marked so.
 *
 * @example
 * ```ts
 * import { preferencesOf } from '@casewell/channel'
 * import { testDesk } from '@casewell/core/testing'
 *
 * const { desk } = await testDesk()
 * await desk.start()
 * const { language, quiet } = await preferencesOf(desk, 'bob') // nothing is known yet
 * console.log(language, quiet) // null null
 * await desk.stop()
 * ```
 */
export async function preferencesOf(desk: Pick<Transacting, 'read'>, customer: string): Promise<Preference> {
  return (await desk.read.get(Preferences, customer))?.doc ?? unknownPreference(customer)
}

/**
 * Writes down what a customer states; it outweighs whatever is inferred.
 *
 * @throws `channel/bad-preference`
 * @example
 * ```ts
 * import { preferencesOf, statePreference } from '@casewell/channel'
 * import { testDesk } from '@casewell/core/testing'
 *
 * const { desk } = await testDesk()
 * await desk.start()
 * const night = { from: '22:00', to: '07:00', timeZone: 'Asia/Tokyo' }
 * await statePreference(desk, 'bob', { language: 'ja', quiet: night })
 * console.log((await preferencesOf(desk, 'bob')).language) // { tag: 'ja', how: 'stated' }
 * await desk.stop()
 * ```
 */
export async function statePreference(desk: Transacting, customer: string, stated: Stated): Promise<void> {
  const quiet = stated.quiet ? Quiet.safeParse(stated.quiet) : undefined
  if (quiet && !quiet.success)
    throw channelErrors['bad-preference']({ reason: 'quiet hours are `22:00` to `07:00` in an IANA time zone' })
  if (stated.language != null && !isLanguage(stated.language))
    throw channelErrors['bad-preference']({ reason: `"${stated.language}" is no BCP 47 language tag` })
  await desk.transact(async (work) => {
    const known = (await work.get(Preferences, customer))?.doc ?? unknownPreference(customer)
    const at = work.now.getTime()
    const channels = { ...known.channels }
    for (const [about, place] of Object.entries(stated.channels ?? {}))
      if (place) channels[about] = { ...place, how: 'stated', at }
      else delete channels[about]
    const { language } = stated
    const spoken = language == null ? null : ({ tag: language, how: 'stated' } as const)
    work.put(Preferences, customer, {
      ...known,
      channels,
      ...(stated.quiet !== undefined && { quiet: stated.quiet }),
      ...(language !== undefined && { language: spoken }),
    })
  })
}

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) !== undefined
  } catch {
    return false
  }
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

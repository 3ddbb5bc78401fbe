import { misfitsOf } from '@casewell/errors'
import * as z from 'zod'
import { surveyErrors } from './errors.ts'
import { afterQuietHours } from './quiet-hours.ts'

const dayMs = 86_400_000
const Hour = z.number().int().min(0).max(23)
const Milliseconds = z.number().int().min(0)

const Policy = z.strictObject({
  /** Id of a survey. */
  survey: z.string(),
  /** Only cases that one of these fits; an empty list fits all. */
  queues: z.array(z.string()).default([]),
  types: z.array(z.string()).default([]),
  /** Ways to ask, best first: a conversation of the case on one of these channels. */
  channels: z.array(z.string()).min(1),
  /** So long after the resolution. */
  delayMs: Milliseconds.default(dayMs),
  /** Share of the resolutions that are asked about, 0…1. */
  share: z.number().min(0).max(1).default(1),
  quietHours: z.strictObject({ from: Hour, to: Hour }).optional(),
  /** No customer is asked twice within so long. */
  onceEveryMs: Milliseconds.default(30 * dayMs),
  /** So long after the invitation; without it nobody is reminded. */
  remindAfterMs: Milliseconds.optional(),
  /** So long after the invitation nothing counts any more. */
  expireAfterMs: Milliseconds.min(1).default(14 * dayMs),
  /** Resolutions that nobody is asked about. */
  skipCodes: z.array(z.string()).default(['spam', 'duplicate', 'withdrawn', 'no-reply']),
  /** Ids of tags that mean "complains about surveys". */
  complaintTags: z.array(z.string()).default([]),
  /** Channels on which every answer has a link of its own. */
  linkPerAnswer: z.array(z.string()).default(['email']),
  /** Channels that show more than ten buttons, or a list as long: scales that do not begin at 1 are pressed there too. */
  longLists: z.array(z.string()).default([]),
})

/** Whom one survey is sent to, when, how. Times in milliseconds. */
export type SurveyPolicy = z.output<typeof Policy>
/** A policy as one writes it down. */
export type PolicyInput = z.input<typeof Policy>

/**
 * A policy with everything that was left out filled in.
 *
 * @throws `surveys/bad-policy`
 * @example
 * ```ts
 * import { definePolicy } from '@casewell/surveys'
 *
 * const { share, delayMs, expireAfterMs } = definePolicy({ survey: 'csat', channels: ['email'] })
 * console.log(share, delayMs / 3_600_000, expireAfterMs / 86_400_000) // 1 24 14
 * ```
 */
export function definePolicy(input: PolicyInput): SurveyPolicy {
  const { success, data, error } = Policy.safeParse(input)
  if (!success) throw surveyErrors['bad-policy']({ survey: String(input.survey), reason: misfitsOf(error) })
  if (data.remindAfterMs !== undefined && data.remindAfterMs >= data.expireAfterMs)
    throw surveyErrors['bad-policy']({ survey: data.survey, reason: 'it reminds when it has expired already' })
  return data
}

/** Why nobody was asked. */
export type SkipReason = 'code' | 'complaint' | 'declined' | 'no-channel' | 'too-soon' | 'sampled-out' | 'other-policy'

/** What the decision rests on. */
export interface InvitationFacts {
  readonly code: string
  readonly type: string
  readonly queue: string | null
  readonly tags: readonly string[]
  /** Channels of the case's conversations. */
  readonly channels: readonly string[]
  /** Has the customer asked not to be asked? */
  readonly isDeclined: boolean
  readonly lastInvitedAtMs: number | null
  readonly timeZone: string | null
  /** 0…1, decided by the case alone, so that a replay decides the same. */
  readonly draw: number
  readonly resolvedAt: Date
}

/** Who is asked, when and where; or why nobody is. */
export type InvitationDecision =
  | { readonly invite: true; readonly dueAt: Date; readonly channel: string }
  | { readonly invite: false; readonly reason: SkipReason }

/**
 * Decides one invitation. Pure.
 *
 * @example
 * ```ts
 * import { decideInvitation, definePolicy } from '@casewell/surveys'
 *
 * const policy = definePolicy({ survey: 'csat', channels: ['email'], quietHours: { from: 21, to: 8 }, delayMs: 3_600_000 })
 * const decision = decideInvitation(policy, {
 *   code: 'fixed', type: 'question', queue: null, tags: [], channels: ['email'], isDeclined: false,
 *   lastInvitedAtMs: null, timeZone: 'Asia/Tokyo', draw: 0.4, resolvedAt: new Date('2026-01-05T13:30:00Z'),
 * })
 * console.log(decision.invite && decision.dueAt.toISOString()) // 2026-01-05T23:00:00.000Z
 * ```
 */
export function decideInvitation(policy: SurveyPolicy, facts: InvitationFacts): InvitationDecision {
  const { resolvedAt, timeZone } = facts
  const dueAt = afterQuietHours(new Date(resolvedAt.getTime() + policy.delayMs), policy.quietHours, timeZone)
  const channel = policy.channels.find((name) => facts.channels.includes(name))
  const reason = objection(policy, facts, dueAt, channel)
  if (reason !== undefined || channel === undefined) return { invite: false, reason: reason ?? 'no-channel' }
  return { invite: true, dueAt, channel }
}

function objection(
  policy: SurveyPolicy,
  facts: InvitationFacts,
  dueAt: Date,
  channel: string | undefined,
): SkipReason | undefined {
  if (!fits(policy, facts)) return 'other-policy'
  if (policy.skipCodes.includes(facts.code)) return 'code'
  if (facts.tags.some((tag) => policy.complaintTags.includes(tag))) return 'complaint'
  if (facts.isDeclined) return 'declined'
  if (channel === undefined) return 'no-channel'
  const { lastInvitedAtMs } = facts
  if (lastInvitedAtMs !== null && dueAt.getTime() - lastInvitedAtMs < policy.onceEveryMs) return 'too-soon'
  return facts.draw < policy.share ? undefined : 'sampled-out'
}

/** Is this the policy for such cases? */
function fits({ queues, types }: SurveyPolicy, { queue, type }: Pick<InvitationFacts, 'queue' | 'type'>): boolean {
  const isQueue = queues.length === 0 || (queue !== null && queues.includes(queue))
  return isQueue && (types.length === 0 || types.includes(type))
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** A number 0…1 from a sealed id: as good as random, and the same for the same id. Reads 48 of its bits. */
export const drawOf = (sealed: string): number =>
  Array.from(sealed.slice(0, 8)).reduce((sum, letter) => sum * 64 + Math.max(0, alphabet.indexOf(letter)), 0) / 64 ** 8

import * as z from 'zod'

/**
 * Where a case stands. `pending`: on the customer. `on-hold`: on a third party. Teams may label them as they like.
 */
export const Status = z.enum(['new', 'open', 'pending', 'on-hold', 'resolved', 'closed'])
export type Status = z.output<typeof Status>

/** ITIL's kinds of case. A `problem` is the cause of many incidents. */
export const CaseType = z.enum(['question', 'incident', 'problem', 'task'])
export type CaseType = z.output<typeof CaseType>

/** How soon a case is to be taken up, from the least to the most urgent. */
export const Priority = z.enum(['low', 'normal', 'high', 'urgent'])
export type Priority = z.output<typeof Priority>

/** How one case may be related to another; read "this case is the … of that one". */
export const LinkKind = z.enum(['related', 'parent', 'child', 'problem', 'incident', 'follow-up', 'duplicate', 'split'])
export type LinkKind = z.output<typeof LinkKind>

/** How a resolution came about. */
export const ResolutionCode = z.enum([
  'fixed',
  'workaround',
  'answered',
  'duplicate',
  'not-reproducible',
  'withdrawn',
  'no-reply',
  'spam',
])
export type ResolutionCode = z.output<typeof ResolutionCode>

/** Delivery of an outbound message; it only ever moves to the right. */
export const DeliveryState = z.enum(['queued', 'sent', 'delivered', 'read', 'failed'])
export type DeliveryState = z.output<typeof DeliveryState>

/**
 * Is somebody still to act on it?
 *
 * @example
 * ```ts
 * import { isActive } from '@casewell/core/case'
 *
 * console.log(isActive('pending'), isActive('resolved')) // true false
 * ```
 */
export const isActive = (status: Status): boolean => status !== 'resolved' && status !== 'closed'

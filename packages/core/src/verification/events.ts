import { eventType } from '@casewell/bus'
import * as z from 'zod'
import { Assurance } from '../handle.ts'

const method = z.enum(['code', 'session', 'agent'])

/** Somebody is to prove who they are. Subject: the case, or `desk` where there is none. */
export const VerificationAsked = eventType('verification.asked', z.object({ purpose: z.string() }))
/** Somebody has proved it, for a purpose and a time. Subject: the case, or `desk` where there is none. */
export const VerificationPassed = eventType(
  'verification.passed',
  z.object({ purpose: z.string(), level: Assurance, method, until: z.string() }),
)
/** Somebody has not. Subject: the case, or `desk` where there is none. */
export const VerificationFailed = eventType(
  'verification.failed',
  z.object({ purpose: z.string(), method, isLocked: z.boolean() }),
)

/** All event types of proving who one is. */
export const verificationEvents = [VerificationAsked, VerificationPassed, VerificationFailed] as const

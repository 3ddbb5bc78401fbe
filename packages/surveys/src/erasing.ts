import type { Answers } from './answers.ts'
import type { Invitation } from './invitation.ts'

/**
 * What remains of an invitation when its customer is erased: that somebody was asked and which points were given, so that
 * what was counted can be counted again. Words go; whatever is text may be words. Nobody is asked any more, and nothing
 * more is taken.
 */
export function remainsOf(invitation: Invitation): Invitation {
  const isAnswered = invitation.answers !== null
  const answers = invitation.answers && withoutText(invitation.answers)
  const status = isAnswered || invitation.status === 'sent' ? 'expired' : invitation.status
  return { ...invitation, answers, status: status === 'planned' ? 'withdrawn' : status }
}

const withoutText = (answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([, answer]) => typeof answer !== 'string'))

import type { SurveyAnswered, SurveyInvited } from '@casewell/surveys/events'
import { weekOf } from '../week.ts'
import { type Books, changeCells } from './books.ts'
import { countAsked, countGiven } from './cell.ts'
import { placesOf } from './place.ts'

type Invited = ReturnType<typeof SurveyInvited>
type Answered = ReturnType<typeof SurveyAnswered>

/** Somebody was asked: once per invitation, whatever is replayed. */
export async function foldInvited(books: Books, { subject, data }: Pick<Invited, 'subject' | 'data'>): Promise<void> {
  if (!(await books.claim(`invited/${subject}`))) return
  const week = weekOf(Date.parse(data.invitedAt))
  await changeCells(books, placesOf(data.facets), week, (cell) => countAsked(cell, data.survey, 'invited'))
}

/**
 * Somebody answered, or changed their mind: what is replaced is taken back. Counts commute, so that revisions may come in
 * any order. True the first time that this very answer is seen.
 */
export async function foldAnswered(
  books: Books,
  { subject, data }: Pick<Answered, 'subject' | 'data'>,
): Promise<boolean> {
  const { survey, revision, given, replaces, facets, invitedAt } = data
  if (!(await books.claim(`answered/${subject}/${revision}`))) return false
  await changeCells(books, placesOf(facets), weekOf(Date.parse(invitedAt)), (cell) => {
    const without = replaces === null ? countAsked(cell, survey, 'answered') : countGiven(cell, survey, replaces, -1)
    return countGiven(without, survey, given, 1)
  })
  return true
}

import * as z from 'zod'
import { eventType } from '../src/index.ts'

/** Version 1 had one tag, version 2 a list of tags, version 3 says who chose them. */
export const CaseTagged = eventType(
  'case.tagged',
  z.object({ tags: z.array(z.string()), by: z.enum(['person', 'rule']) }),
  {
    upcasters: [
      (v1: { tag: string }) => ({ tags: [v1.tag] }),
      (v2: { tags: string[] }) => ({ tags: v2.tags, by: 'person' }),
    ],
  },
)
export const CaseResolved = eventType('case.resolved', z.object({ code: z.enum(['fixed', 'wont-fix']) }))
export const CaseClosed = eventType('case.closed', z.undefined())
export const NoteAdded = eventType('case.note.added', z.object({ words: z.int() }))
export const CaseworkPlanned = eventType('casework.planned', z.object({ hours: z.number() }))
export const SurveyAnswered = eventType('survey.answered', z.object({ answer: z.int().min(0).max(10) }))

import { collection } from '@casewell/store'
import * as z from 'zod'
import { Cell } from '../fold/cell.ts'
import { Issue } from '../fold/issue.ts'

/** One document a place and week. */
export const Cells = collection('scores.cells', Cell, { version: 1, indexes: { week: (c) => [c.by, c.week, c.of] } })
export const Issues = collection('scores.issues', Issue, { version: 1, indexes: {} })
export const Claims = collection('scores.claims', z.object({}), { version: 1, indexes: {} })
export const EffortCosts = collection('scores.efforts', z.object({ cost: z.number().nullable() }), {
  version: 1,
  indexes: {},
})
/** How far the log has been folded. */
export const Progress = collection('scores.progress', z.object({ position: z.number() }), { version: 1, indexes: {} })

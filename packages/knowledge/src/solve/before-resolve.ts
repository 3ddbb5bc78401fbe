import type { Before } from '@casewell/core'
import { KnowledgeMissed } from '../events.ts'
import { ArticleLinks } from '../shelf/collections.ts'
import { WithoutArticle } from './collections.ts'

/** What happens when a case is resolved without an article and without a reason. */
export type Resolving = 'off' | 'remind' | 'require'

/** Resolutions from which something could be learnt. */
const teaching = new Set(['fixed', 'workaround', 'answered'])

/** Stands before `resolve`: a case is solved with an article, gives one, or has a reason for neither. */
export function beforeResolve(resolving: Resolving): Before {
  return async (state, command, work) => {
    if (resolving === 'off' || !state || command.do !== 'resolve' || !teaching.has(command.code)) return undefined
    if ((command.articles ?? []).length > 0 || (await work.get(WithoutArticle, state.id))) return undefined
    const { items } = await work.find(ArticleLinks, { index: 'case', equals: [state.id], limit: 1 })
    if (items.length > 0) return undefined
    if (resolving === 'require')
      return { reason: 'link an article, capture one, or say why there is none (kb.as(agent).withoutArticle).' }
    work.emit(KnowledgeMissed(state.id, { agent: state.assignee ?? '' }))
    return undefined
  }
}

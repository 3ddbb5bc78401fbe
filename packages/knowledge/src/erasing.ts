import { erasing } from '@casewell/core'
import { ArticleLinks } from './shelf/collections.ts'
import { Flags, Judgements, Searches } from './solve/collections.ts'

/**
 * What remains when a person, a case or a message is erased: what was asked is gone, that it was asked, and which article
 * answered, stands. Articles are the team's own words and have no person.
 */
export const knowledgeErasing = [
  erasing(ArticleLinks, (link) => ({ ...link, words: '' })),
  erasing(Searches, (search) => ({ ...search, query: '' })),
  erasing(Judgements, (judgement) => ({ ...judgement, comment: '' })),
  erasing(Flags, (flag) => ({ ...flag, note: '' })),
] as const

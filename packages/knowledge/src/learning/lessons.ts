import type { Example } from '@casewell/search/classifier'
import { rowsOf } from '@casewell/store'
import type { House } from '../house.ts'
import { type ArticleLink, ArticleLinks } from '../shelf/collections.ts'
import { team } from '../solve/team.ts'

/** What links teach: cases in their customers' words, each with the article that solved it. */
export interface Lessons {
  readonly examples: readonly Example[]
  /** Articles with enough of them. */
  readonly articles: ReadonlySet<string>
}

/** The newest links that are read: training looks at all their words at once, and others wait for that long. */
const mostLinks = 2_000
/** Characters of a question that are looked at; what is asked stands at its beginning. */
const longest = 500
/** Of an article with fewer linked cases nobody knows how else it is asked for. */
const fewestEach = 4

const teaches = ({ how, words, isAccurate }: ArticleLink): boolean =>
  how !== 'referenced' && words !== '' && isAccurate !== false

/** As much of a question as is learnt from, and judged by. */
export const lessonOf = (question: string): string => question.slice(0, longest)

/**
 * Reads what links teach, the same for everybody who reads at the same moment. Of articles that are not laid beside cases
 * nothing is learnt: no verdict may tell that they are there.
 */
export async function readLessons(house: Pick<House, 'desk' | 'base' | 'policy'>): Promise<Lessons> {
  const links = new Map<string, (ArticleLink & { readonly id: string })[]>()
  let read = 0
  for await (const { id, doc } of rowsOf(house.desk.read, ArticleLinks, { index: 'recent', order: 'desc' })) {
    if (++read > mostLinks) break
    if (teaches(doc)) links.set(doc.article, [...(links.get(doc.article) ?? []), { id, ...doc }])
  }
  const enough = [...links].filter(([, some]) => some.length >= fewestEach)
  const shown = await Promise.all(enough.map(async ([article]) => isShown(house, article)))
  const taught = enough.filter((_, i) => shown[i] === true)
  const inOrder = taught.flatMap(([, some]) => some).sort((a, b) => (a.id < b.id ? -1 : 1))
  return {
    examples: inOrder.map(({ words, article }) => ({ text: lessonOf(words), label: article })),
    articles: new Set(taught.map(([article]) => article)),
  }
}

async function isShown({ base, policy }: Pick<House, 'base' | 'policy'>, id: string): Promise<boolean> {
  const article = await base.store.get(id, team)
  return article !== undefined && article.supersededBy === null && policy('find', team, article.state)
}

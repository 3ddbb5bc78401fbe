import { createSearch, type Search } from '@casewell/search'
import { vote } from '@casewell/search/classifier'
import { fuse } from '@casewell/search/meaning'

/** The words of a case, and the article that solved it. */
export interface LinkedCase {
  readonly text: string
  readonly label: string
}

/** How many of the nearest cases vote, and what they have to say beside the articles. */
const NEAREST = 50
const VOTE_WEIGHT = 0.5

/** What an untrained desk knows: articles that hold the words of their cases, and the cases themselves. */
export class LinkedCases {
  readonly #cases: readonly LinkedCase[]
  readonly #articles: Search<'cases'> = createSearch({ fields: { cases: 1 } })
  readonly #questions: Search<'text'> = createSearch({ fields: { text: 1 } })

  constructor(cases: readonly LinkedCase[]) {
    this.#cases = cases
    const byLabel = new Map<string, string[]>()
    for (const { text, label } of cases) byLabel.set(label, [...(byLabel.get(label) ?? []), text])
    this.#articles.put([...byLabel].map(([id, texts]) => ({ id, cases: texts })))
    this.#questions.put(cases.map(({ text }, i) => ({ id: `${i}`, text })))
  }

  /** The article of the nearest case alone. */
  nearest(text: string): string | undefined {
    const [first] = this.#questions.find(text, { limit: 1 }).hits
    return this.#labelOf(first?.id)
  }

  /** The article that holds these words best. */
  article(text: string): string | undefined {
    return this.#articles.find(text, { limit: 1 }).hits[0]?.id
  }

  /** The article, by its words and by the vote of the nearest cases. */
  fused(text: string): string | undefined {
    const nearest = this.#questions.find(text, { limit: NEAREST }).hits
    const votes = vote(nearest, (id) => this.#labelOf(id))
    const articles = this.#articles.find(text, { limit: 100 }).hits
    return fuse(
      [
        [articles, 1],
        [votes, VOTE_WEIGHT],
      ],
      1,
    )[0]?.id
  }

  /** 0…1: how much a text is like the nearest case, and how far the nearest ten agree. */
  familiarity(text: string): number {
    const { hits } = this.#questions.find(text)
    const [first] = vote(hits, (id) => this.#labelOf(id))
    return (hits[0]?.share ?? 0) * (first?.score ?? 0)
  }

  #labelOf(id: string | undefined): string | undefined {
    return id === undefined ? undefined : this.#cases[Number(id)]?.label
  }
}

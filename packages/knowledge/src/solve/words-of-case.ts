import { CaseContents, Cases, Customers, Messages, type Work } from '@casewell/core'
import { languageOf } from '../finding/language-of.ts'

/** What is read of a case to understand it. */
export interface CaseWords {
  readonly case: string
  readonly customer: string
  readonly organization: string | null
  readonly subject: string
  /** What the customer said, newest first. */
  readonly said: readonly string[]
  /** BCP 47; the customer's own setting, or what the newest words look like. */
  readonly language: string | undefined
}

/** The newest messages say what is asked now; what was asked before has had its suggestions. */
const newest = 6
const heard = 3
/** Characters of one message that are read. */
const longest = 2_000

/** The customer's own words on a case; undefined if there is no such case. Mail programs' additions to a subject go. */
export async function wordsOfCase(work: Pick<Work, 'get' | 'find'>, id: string): Promise<CaseWords | undefined> {
  const state = (await work.get(Cases, id))?.doc
  if (!state) return undefined
  const content = (await work.get(CaseContents, id))?.doc
  const page = await work.find(Messages, { index: 'public', equals: [id], order: 'desc', limit: newest })
  const said = page.items
    .filter(({ doc }) => doc.direction === 'inbound' && !doc.isAutomatic)
    .map(({ doc }) => doc.text.slice(0, longest).trim())
    .filter((text) => text !== '')
    .slice(0, heard)
  const subject = (content?.subject ?? '')
    .replace(/^((re|fwd?|aw|wg|sv|rv|res|回复|答复|转发)\s*[:：]\s*)+/i, '')
    .trim()
  const customer = (await work.get(Customers, state.customer))?.doc
  const language = customer?.locale ?? languageOf(said.join('\n') || subject)
  return { case: id, customer: state.customer, organization: state.organization, subject, said, language }
}

/** The question of a case, in the customer's words: what enters an article's index when the case is linked to it. */
export const questionOf = ({ subject, said }: CaseWords): string =>
  [subject, said.at(-1) ?? '']
    .filter((text) => text !== '')
    .join('\n')
    .slice(0, longest)

import { CaseContents, Conversations, Customers, type DeskPort, personOf, rootOf, type Work } from '@casewell/core'
import type { SurveysOptions } from '../api.ts'
import type { CaseFacts } from '../records.ts'

/** What surveys ask the register of assets, if the desk has one. */
interface Register {
  productsOf(of: string): Promise<readonly string[]>
}

/** What a survey must know of a case, and of whose it is; undefined where there is none. */
export async function factsOf(
  desk: DeskPort,
  work: Work,
  caseId: string,
  facets: NonNullable<SurveysOptions['facets']>,
): Promise<CaseFacts | undefined> {
  const state = await rootOf(work, caseId)
  if (!state) return undefined
  const id = await personOf(work, state.customer)
  const customer = (await work.get(Customers, id))?.doc
  const content = (await work.get(CaseContents, state.id))?.doc
  const all = { index: 'case', equals: [state.id], order: 'desc', limit: 50 } as const
  const { items } = await work.find(Conversations, all)
  const named = (fields: Record<string, unknown> | undefined, name: string | undefined): string | null => {
    const value = name === undefined ? undefined : fields?.[name]
    return typeof value === 'string' ? value : null
  }
  return {
    customer: id,
    type: state.type,
    tags: state.tags,
    isResolved: state.status === 'resolved' || state.status === 'closed',
    isClosed: state.status === 'closed',
    facets: {
      queue: state.queue,
      agent: state.assignee,
      product: named(content?.fields, facets.product) ?? (await onlyProduct(desk, state.id)),
      channel: items.at(-1)?.doc.channel ?? null,
      segment: named(customer?.fields, facets.segment),
    },
    language: customer?.locale ?? null,
    timeZone: customer?.timeZone ?? null,
    conversations: items.map(({ id: conversation, doc }) => ({ id: conversation, channel: doc.channel })),
  }
}

/** What the register of assets says that a case is about, if the desk has one, and it is one product. */
async function onlyProduct(desk: DeskPort, caseId: string): Promise<string | null> {
  const register = desk.api('assets') as Register | undefined // the plugin of that name
  const products = (await register?.productsOf(caseId)) ?? []
  return products.length === 1 ? (products[0] ?? null) : null
}

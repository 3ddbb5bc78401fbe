import type { Work } from '@casewell/core'
import { rowsOf } from '@casewell/store'
import { Assets, CaseAssets, Facts } from './asset.ts'

/** Two customers turned out to be one: what either ran is run by the one who remains. */
export async function moveAssets(work: Work, from: string): Promise<void> {
  const { id: customer, organization } = await work.customers.current(from)
  for await (const { id, doc } of rowsOf(work, Assets, { index: 'owner', equals: [from] })) {
    work.put(Assets, id, { ...doc, customer, organization: doc.organization ?? organization })
    for await (const fact of rowsOf(work, Facts, { index: 'asset', equals: [id] }))
      work.put(Facts, fact.id, { ...fact.doc, customer })
    for await (const named of rowsOf(work, CaseAssets, { index: 'asset', equals: [id] }))
      work.put(CaseAssets, named.id, { ...named.doc, customer })
  }
}

import { CaseContents, Cases, Customers, type DeskPort, type Work } from '@casewell/core'
import { CasePlaced } from '../events.ts'
import { type Fields, facetsOf, type Sources } from '../facets.ts'
import type { Settings } from '../options.ts'

/** Tells where a case counts that was just resolved: a fact of the log, so that whoever reads it again counts the same. */
export async function place(desk: DeskPort, work: Work, of: string, { facets }: Settings): Promise<void> {
  const { products, segment } = await facetsOf(sourcesOf(desk), of, facets)
  if (products.length > 0 || segment !== null) work.emit(CasePlaced(of, { products: [...products], segment }))
}

/** What scores ask the register of assets. */
interface Register {
  productsOf(of: string): Promise<readonly string[]>
}

function sourcesOf(desk: DeskPort): Sources {
  const { read } = desk
  return {
    caseFields: async (of) => (await read.get(CaseContents, of))?.doc.fields,
    async customerFields(of) {
      const customer = (await read.get(Cases, of))?.doc.customer
      return customer === undefined ? undefined : fieldsOf(desk, customer)
    },
    async products(of) {
      const register = desk.api('assets') as Register | undefined // the plugin of that name
      return (await register?.productsOf(of)) ?? []
    },
  }
}

async function fieldsOf(desk: DeskPort, id: string): Promise<Fields | undefined> {
  const customer = (await desk.read.get(Customers, id))?.doc
  return customer && customer.mergedInto !== null ? fieldsOf(desk, customer.mergedInto) : customer?.fields
}

import { type Reader, rowsOf, type UnitOfWork } from '@casewell/store'
import { caseErrors } from '../case/errors.ts'
import { Cases } from '../cases/collections.ts'
import { type Message, Messages } from '../cases/message.ts'
import { coreErrors } from '../errors.ts'
import { Customers, Handles } from '../people/collections.ts'
import { partsOf } from '../people/person.ts'
import type { Scope } from './scope.ts'

/** A handle of a person, with the sealed id under which it is kept. */
interface OwnHandle {
  readonly id: string
  readonly value: string
}

/** Whom a scope is about: every id of the person and their sealed handles; nobody if it is no person. */
export async function subjectsOf(
  unit: UnitOfWork,
  scope: Scope,
): Promise<{ readonly customers: readonly string[]; readonly handles: string[] }> {
  if (scope.case !== undefined && !(await unit.get(Cases, scope.case)))
    throw caseErrors['not-found']({ case: scope.case })
  if (scope.message !== undefined) await messageOf(unit, scope.message, scope.file)
  if (scope.customer === undefined) return { customers: [], handles: [] }
  if (!(await unit.get(Customers, scope.customer))) throw coreErrors['no-customer']({ customer: scope.customer })
  const customers = await partsOf(unit, scope.customer)
  return { customers, handles: (await handlesOf(unit, customers)).map(({ id }) => id) }
}

/** A message that is there, with that file if one is named. @throws `core/no-message`, `core/no-file` */
export async function messageOf(reader: Reader, message: string, file?: string): Promise<Message> {
  const stored = await reader.get(Messages, message)
  if (!stored) throw coreErrors['no-message']({ case: '', message })
  if (file !== undefined && !stored.doc.files.some(({ blob }) => blob === file))
    throw coreErrors['no-file']({ message, file })
  return stored.doc
}

export async function handlesOf(reader: Reader, customers: readonly string[]): Promise<readonly OwnHandle[]> {
  const found: OwnHandle[] = []
  for (const customer of customers)
    for await (const { id, doc } of rowsOf(reader, Handles, { index: 'customer', equals: [customer] }))
      found.push({ id, value: doc.value })
  return found
}

/** The kind of thing that a scope names. */
export function whatOf(scope: { readonly [Part in keyof Scope]?: string | undefined }) {
  if (scope.customer !== undefined) return 'customer'
  if (scope.case !== undefined) return 'case'
  return scope.file === undefined ? 'message' : 'file'
}

import { misfitsOf } from '@casewell/errors'
import type { CaseType } from '../case/status.ts'
import { coreErrors } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import { isTelling } from '../tell.ts'

/** Custom values as the schema of their case's type has them. @throws `core/bad-fields` */
export function checkedFields(
  { fields: schemas }: Pick<Kernel, 'fields'>,
  type: CaseType,
  fields: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const schema = schemas[type]
  if (!schema) return { ...fields }
  const { success, data, error } = schema.safeParse(fields)
  if (!success) throw coreErrors['bad-fields']({ type, reason: misfitsOf(error) })
  return data
}

/** How events name fields: by their ids; what could be somebody's words is sealed. */
export function fieldIds({ seal }: Pick<Kernel, 'seal'>, names: readonly string[]): string[] {
  return names.map((name) => (isTelling(name) ? seal('field', name) : name))
}

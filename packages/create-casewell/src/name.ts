import { basename, resolve } from 'node:path'
import validate from 'validate-npm-package-name'
import { createErrors } from './errors.ts'

/**
 * The name of the package in a folder: the folder's own.
 *
 * @throws `create-casewell/bad-name`
 */
export function nameFor(folder: string): string {
  const name = basename(resolve(folder))
  const { validForNewPackages, errors = [], warnings = [] } = validate(name)
  if (!validForNewPackages) throw createErrors['bad-name']({ name, reasons: [...errors, ...warnings] })
  return name
}

import { basename, resolve } from 'node:path'
import validate from 'validate-npm-package-name'
import { createErrors } from './errors.ts'

/** Why a folder's name is no name of a package; undefined if it is one. */
export function faultOf(folder: string): ReturnType<(typeof createErrors)['bad-name']> | undefined {
  const name = basename(resolve(folder))
  const { validForNewPackages, errors = [], warnings = [] } = validate(name)
  return validForNewPackages ? undefined : createErrors['bad-name']({ name, reasons: [...errors, ...warnings] })
}

/**
 * The name of the package in a folder: the folder's own.
 *
 * @throws `create-casewell/bad-name`
 */
export function nameFor(folder: string): string {
  const fault = faultOf(folder)
  if (fault) throw fault
  return basename(resolve(folder))
}

import type { AssetsApi } from '@casewell/assets'
import type { DeskPort } from '@casewell/core'
import type { Fitting } from '../house.ts'
import { fits } from './fits.ts'

/** The register of assets, if the desk has one. */
export const registerOf = (desk: DeskPort): AssetsApi | undefined => desk.api('assets') as AssetsApi | undefined // the plugin of that name

/** Asks the register what a case is about, or what a customer runs; without a register, everything fits everybody. */
export const fittingBy = (desk: DeskPort): Fitting => {
  return async (about) => {
    const register = registerOf(desk)
    if (!register || (about.case === undefined && about.customer === undefined)) return undefined
    const configuration = await register.configurationOf(about)
    return (to) => fits(to, configuration)
  }
}

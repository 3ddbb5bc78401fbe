export { CasewellError, isCasewellError, messageOf } from './casewell-error.ts'
export { type ErrorCatalogue, type ErrorOrigin, type ErrorSpec, errorCatalogue } from './catalogue.ts'
export { type Misfit, misfitsOf } from './misfits.ts'

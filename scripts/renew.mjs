// Writes what is made from the packages and committed, where a change is for somebody to see: the public API, and what
// the doors weigh. Needs the built packages.
import { doors } from './api/doors.mjs'
import { extract } from './api/extract.mjs'
import { pagesOf, writePages } from './api/reports.mjs'
import { weights, writeBudget } from './sizes/budget.mjs'

writePages(pagesOf(extract(doors()).apis))
writeBudget(await weights())

// Writes what is made from the built packages and committed: the reports of the public API.
import { doors } from './api/doors.mjs'
import { extract } from './api/extract.mjs'
import { pagesOf, writePages } from './api/reports.mjs'

writePages(pagesOf(extract(doors()).apis))

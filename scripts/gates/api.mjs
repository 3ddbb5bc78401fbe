// The public API is what docs/api-reports says, and every public name says what it is.
import { doors, unbuilt } from '../api/doors.mjs'
import { extract } from '../api/extract.mjs'
import { functionsOf, namesOf, withoutSummary } from '../api/names.mjs'
import { differences, pagesOf } from '../api/reports.mjs'

export function inspect() {
  const all = doors()
  const missing = unbuilt(all).map(({ specifier }) => `${specifier} is not built (npm run build)`)
  if (missing.length > 0) return { problems: missing, summary: '' }
  const { program, apis } = extract(all)
  const names = namesOf(program, all)
  const { functions, unshown } = functionsOf(names)
  const differing = differences(pagesOf(apis))
  return {
    problems: [
      ...differing,
      ...(differing.length > 0
        ? ['docs/api-reports differs: if users shall have that, `npm run renew` writes it']
        : []),
      ...withoutSummary(names),
    ],
    summary: `${all.length} doors, ${names.length} names, each says what it is; ${functions.length - unshown.length} of ${functions.length} functions are shown`,
  }
}

// What comes along with our packages may be carried by any product, runs nothing when it is installed, and is listed.
import { allowed, differences, pageOf } from '../licences/page.mjs'
import { runtime } from '../licences/runtime.mjs'

/** `(MIT OR GPL-2.0)` is allowed by its better half; `MIT AND X` by both. */
function isAllowed(licence = '') {
  const terms = licence.replace(/[()]/g, '').split(/\s+(OR|AND)\s+/)
  if (terms.includes('AND') && terms.includes('OR')) return false // read it, then name it in the list
  const ids = terms.filter((term) => term !== 'OR' && term !== 'AND')
  return terms.includes('OR') ? ids.some((id) => allowed.includes(id)) : ids.every((id) => allowed.includes(id))
}

function faultsOf({ name, version, licence, hasInstallScript, neededBy }) {
  const who = `${name}@${version}, which comes with ${neededBy.join(', ')},`
  return [
    ...(isAllowed(licence) ? [] : [`${who} is under ${licence ?? 'no licence'}: not one of ${allowed.join(', ')}`]),
    ...(hasInstallScript ? [`${who} runs a script when it is installed`] : []),
  ]
}

export function inspect() {
  const all = runtime()
  return {
    problems: [...all.flatMap(faultsOf), ...differences(pageOf(all))],
    summary: `${all.length} packages of others, ${new Set(all.map(({ licence }) => licence)).size} licences, all allowed; none runs a script`,
  }
}

// Addresses that one can read and pass on: guides/events.html, packages/core.html, packages/core/case/decide.html.
import { StructureRouter } from 'typedoc'
import { inHouse } from './sources.mjs'

/** Guides and examples are found where they are in the repository. */
function placeOfDocument(file) {
  const page = inHouse(file).replace(/\.md$/, '')
  if (page.startsWith('examples/')) return page.replace(/\/README$/, '')
  return `guides/${page.replace(/^docs\//, '')}`
}

/** From the package down: `['core', 'core/case', 'decide']`. */
function namesOf(reflection) {
  const names = []
  for (let at = reflection; !at.isProject(); at = at.parent) names.unshift(at.name)
  return [names[0].replace(/^@casewell\//, ''), ...names.slice(1)]
}

/** The names behind the main door (`core`) stand right below the package, those behind another below its door. */
function withoutDoor([pkg, door, ...inside]) {
  if (door === pkg) return [pkg, ...(inside.length > 0 ? inside : ['index'])]
  return door === undefined ? [pkg] : [pkg, door.slice(door.indexOf('/') + 1), ...inside]
}

export class SiteRouter extends StructureRouter {
  getIdealBaseName(reflection) {
    if (reflection.isDocument() && reflection.parent.isProject())
      return placeOfDocument(reflection.project.files.getReflectionPath(reflection))
    return ['packages', ...withoutDoor(namesOf(reflection)).map((name) => this.getUrlSafeName(name))].join('/')
  }
}

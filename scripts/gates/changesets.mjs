// Every package that has begun is announced: by a changeset that waits for the release, or by its CHANGELOG.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { packages } from '../packages.mjs'

function changeset(file) {
  const [, head = '', text = ''] =
    /^---\n([\s\S]*?)---\n([\s\S]*)$/.exec(readFileSync(`.changeset/${file}`, 'utf8')) ?? []
  const names = [...head.matchAll(/^['"]?([^'":\n]+)['"]?: (?:major|minor|patch)$/gm)].map(([, name]) => name)
  return { file: `.changeset/${file}`, names, text: text.trim() }
}

const exists = (name) => existsSync(`packages/${name.replace('@casewell/', '')}/package.json`)

/** What is wrong with a changeset itself. */
function faultsOf({ file, names, text }) {
  return [
    ...names.filter((name) => !exists(name)).map((name) => `${file}: there is no ${name}`),
    ...(names.length === 0 ? [`${file} names no package`] : []),
    ...(text === '' ? [`${file} tells its reader nothing`] : []),
  ]
}

export function inspect() {
  const files = readdirSync('.changeset').filter((file) => file.endsWith('.md') && file !== 'README.md')
  const waiting = files.map(changeset)
  const announced = new Set(waiting.flatMap(({ names }) => names))
  const begun = packages()
  const silent = begun.filter(
    ({ dir, manifest }) => !announced.has(manifest.name) && !existsSync(`${dir}/CHANGELOG.md`),
  )
  return {
    problems: [
      ...silent.map(({ dir }) => `${dir}: no changeset names it and it has no CHANGELOG.md (npx changeset)`),
      ...waiting.flatMap(faultsOf),
    ],
    summary: `${begun.length} packages announced, ${waiting.length} changesets waiting`,
  }
}

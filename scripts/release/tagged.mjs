// Refuses a tag that is not the version of every package, or that leaves changesets behind.
//   node scripts/release/tagged.mjs v0.1.0
import { readdirSync } from 'node:fs'
import { packages } from '../packages.mjs'
import { verdict } from '../verdict.mjs'

/** What is wrong with a tag. */
export function faultsOf(tag, all, waiting) {
  const others = all.filter(({ manifest }) => `v${manifest.version}` !== tag)
  return [
    ...others.map(({ manifest }) => `${manifest.name} is ${manifest.version}, the tag is ${tag}`),
    ...waiting.map((file) => `.changeset/${file} waits for the next version: npm run version`),
  ]
}

if (process.argv[1] === import.meta.filename) {
  const [tag = ''] = process.argv.slice(2)
  const waiting = readdirSync('.changeset').filter((file) => file.endsWith('.md') && file !== 'README.md')
  const all = packages()
  verdict(faultsOf(tag, all, waiting), `${all.length} packages are ${tag}`)
}

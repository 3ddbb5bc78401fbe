// docs/licences.md: the licences of what comes along with our packages. Compared by the gate `licences`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const file = 'docs/licences.md'

/**
 * Licences (SPDX) under which a product of any kind may carry a library, if it keeps the notice. Python-2.0, the one that
 * is neither of the MIT nor of the BSD kind nor Apache's, is argparse's, which markdown-it brings for its command line.
 */
export const allowed = ['MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'Python-2.0']

const intro = `# Licences

Casewell is under the MIT licence. This is what comes along with its packages, whole trees of dependencies included. The
versions are those that we test with. Nothing of it runs a script, or a compiler, when it is installed. Allowed are
${allowed.join(', ')}; \`npm run check -- licences\` sees to it.

Engines and mailboxes bring what you may leave out: \`libsql\`, with one binary made for each platform, is for Node before
22.13, and \`imapflow\` for whoever fetches mail by IMAP.

| Package | Version | Licence | Comes with |
|---|---|---|---|
`

/** One binary a platform: npm takes the one that fits. */
const row = ({ name, version, licence, neededBy, isOptional }) =>
  `| \`${name}\` | ${version} | ${licence} | ${neededBy.join(', ')}${isOptional ? ' (if you want it)' : ''} |\n`

export const pageOf = (all) => intro + all.map(row).join('')

export const writePage = (text) => writeFileSync(file, text)

const lines = (text) => new Set(text.split('\n'))
const lacking = (text, other) => [...lines(text)].filter((line) => !lines(other).has(line))

/** The lines in which the page differs from what it is to be. */
export function differences(wanted) {
  const found = existsSync(file) ? readFileSync(file, 'utf8') : ''
  if (found === wanted) return []
  return [
    ...lacking(wanted, found).map((line) => `${file} lacks: ${line}`),
    ...lacking(found, wanted).map((line) => `${file} has, the lock file has not: ${line}`),
    `${file} is not what the lock file says (npm run format mends it)`,
  ]
}

// The public API of each package, a page a package: docs/api-reports/<name>.api.md. A change of what users can name or
// call is a change of these pages, so that nobody makes one unseen.
//   node scripts/api/reports.mjs --write   writes them
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { filesUnder } from '../packages.mjs'

const folder = 'docs/api-reports'
const ending = '.api.md'

const section = ({ specifier, body }) => `## ${specifier}\n\n\`\`\`ts\n${body || '// nothing'}\n\`\`\`\n`

function page(name, apis) {
  const head = `# @casewell/${name}: the public API\n\nMade from the declarations: \`npm run renew\` writes it. Prose is left out; it stands in the source.\n`
  return `${head}\n${apis.map(section).join('\n')}`
}

/** The pages as the code has them, by their file. */
export function pagesOf(apis) {
  const names = [...new Set(apis.map(({ pkg }) => pkg.name))]
  return new Map(
    names.map((name) => [
      `${folder}/${name}${ending}`,
      page(
        name,
        apis.filter(({ pkg }) => pkg.name === name),
      ),
    ]),
  )
}

const strays = (pages) => filesUnder(folder, ending).filter((file) => !pages.has(file))

/** Writes the pages, and takes away those of packages that are gone. */
export function writePages(pages) {
  mkdirSync(folder, { recursive: true })
  for (const [file, text] of pages) writeFileSync(file, text)
  for (const file of strays(pages)) rmSync(file)
}

/** How a page differs from what the code says, as `git diff` shows it; none when it does not. */
function difference(file, text) {
  if (!existsSync(file)) return [`${file} is missing`]
  if (readFileSync(file, 'utf8') === text) return []
  const scratch = mkdtempSync(join(tmpdir(), 'casewell-api-'))
  try {
    const wanted = join(scratch, basename(file))
    writeFileSync(wanted, text)
    const args = ['diff', '--no-index', '--no-color', '--no-ext-diff', '-U1', '--', file, wanted]
    const { stdout } = spawnSync('git', args, { encoding: 'utf8' })
    const lines = stdout.trimEnd().split('\n').slice(4) // after the names of the two files
    return [`${file} is not what the code says:`, ...lines.map((line) => `  ${line.replace(/^(@@ .* @@).*/, '$1')}`)]
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** What is wrong with the pages that are there. */
export function differences(pages) {
  return [
    ...[...pages].flatMap(([file, text]) => difference(file, text)),
    ...strays(pages).map((file) => `${file} is of a package that is not there`),
  ]
}

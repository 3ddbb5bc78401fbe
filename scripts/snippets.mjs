// Copies every `ts` block of the Markdown pages and of `@example` comments into .snippets/, one file each, for the type
// checker and for docs/test/snippets.test.ts, which runs them. A block says with ```ts no-run: <reason> why it is not run.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { filesUnder, packages } from './packages.mjs'
import { bareExamples, extract } from './snippets/extract.mjs'
import { verdict } from './verdict.mjs'

const out = '.snippets'

const pages = [
  ...readdirSync('.').filter((file) => file.endsWith('.md')),
  ...filesUnder('docs', '.md').filter((file) => !/^docs\/api(?:-reports)?\//.test(file)),
  ...readdirSync('packages').flatMap((name) => filesUnder(`packages/${name}`, '.md')),
  ...filesUnder('examples', '.md'),
].filter((file) => !file.endsWith('CHANGELOG.md'))
const sources = packages().flatMap((pkg) => pkg.sources)

const origins = [...pages, ...sources].map((file) => ({ file, text: readFileSync(file, 'utf8') }))
const snippets = origins.flatMap(({ file, text }) => extract(file, text).map((snippet) => ({ file, ...snippet })))

/** Blank lines put the code on the very line that it has in its origin, so that the compiler's errors point there. */
function fileOf({ file, line, body, prints, says, noRun }) {
  const told = { ...(prints ? { prints } : says.length > 0 && { says }), ...(noRun && { noRun }) }
  const head = JSON.stringify({ origin: `${file}:${line}`, ...told })
  return { name: `${file.replace(/[^\w-]/g, '_')}_L${line}.ts`, text: `// ${head}${'\n'.repeat(line)}${body}` }
}

const settings = {
  extends: '../tsconfig.base.json',
  compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
  include: ['*.ts'],
}
const wanted = new Map([
  ...snippets.map(fileOf).map(({ name, text }) => [name, text]),
  ['package.json', '{ "type": "module", "private": true }\n'],
  ['tsconfig.json', `${JSON.stringify(settings, null, 2)}\n`],
])

mkdirSync(out, { recursive: true })
for (const name of readdirSync(out)) if (!wanted.has(name)) rmSync(`${out}/${name}`, { recursive: true })
for (const [name, text] of wanted) writeFileSync(`${out}/${name}`, text)

verdict(
  [
    ...snippets
      .filter(({ noRun }) => noRun === '')
      .map(({ file, line }) => `${file}:${line} is not run and gives no reason`),
    ...origins.flatMap(({ file, text }) =>
      bareExamples(file, text).map((line) => `${file}:${line} is an @example without a ts block`),
    ),
  ],
  `${snippets.length} snippets of ${origins.length} files`,
)

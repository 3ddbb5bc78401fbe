// The jobs of `npm start`, `npm test` and their neighbours. Each takes its arguments and resolves to an exit code, or to
// nothing when the program that it started in this process decides on that.
import { build, buildMissing } from './build.mjs'
import { here } from './here.mjs'
import { step } from './run.mjs'

async function start(args) {
  return (await buildMissing(['@casewell/example-mailbox'])) || here('examples/mailbox/main.ts', args)
}

const test = async (args) => (await import('./test.mjs')).test(args)
const testOnNodes = async (args) => (await import('./nodes.mjs')).testNodes(args)
const check = async (args) => (await import('./check.mjs')).check(args)

async function bench([name, ...args]) {
  const { benches, listing, packagesFor } = await import('./benches.mjs')
  if (name === undefined) {
    console.log(listing())
    return 0
  }
  if (!benches().some((one) => one.name === name)) {
    console.error(`There is no benchmark "${name}". There are:\n${listing()}`)
    return 2
  }
  // Like `npm start`: no source condition, so the figures are those of the built packages.
  const run = ['--import', 'tsx', '--expose-gc', 'bench/harness/run.ts', name, ...args]
  return (await buildMissing(packagesFor(name))) || step('node', run)
}

/** Experiments that break things on purpose. They run from source: what is proved is the code as it stands. */
async function faults([name, ...args]) {
  const { benches, listing } = await import('./benches.mjs')
  const all = benches('bench/faults')
  if (name === undefined) {
    console.log(listing(all))
    return 0
  }
  if (!all.some((one) => one.name === name)) {
    console.error(`There is no experiment "${name}". There are:\n${listing(all)}`)
    return 2
  }
  const run = ['--import', 'tsx', '--conditions=@casewell/source', 'bench/faults/harness/run.ts', name, ...args]
  return step('node', run)
}

const fromSource = ['--import', 'tsx', '--conditions=@casewell/source']

/** Everything that a machine can mend by itself. */
async function format(args) {
  return (
    (await step('node', ['scripts/manifests.mjs', '--write'])) ||
    (await step('node', ['scripts/licences.mjs'])) ||
    (await step('node', [...fromSource, 'scripts/errors/page.mjs', '--write'])) ||
    (await step('node', [...fromSource, 'scripts/events/page.mjs', '--write'])) ||
    (await step('biome', ['check', '--write', '--config-path', 'tooling/lint.json', '--colors=off', ...args]))
  )
}

/** What is made from the built packages and committed, where a change is for somebody to see: reports and budgets. */
async function renew() {
  return (await build([])) || step('node', ['scripts/renew.mjs'])
}

/** The site: guides, packages and their API, from source, into docs/api. With `--serve [port]` it is shown on loopback. */
async function docs([serve, ...args]) {
  const code = await step('typedoc', ['--options', 'tooling/typedoc.json'])
  return code !== 0 || serve !== '--serve' ? code : step('node', ['scripts/site/serve.mjs', ...args])
}

export const jobs = { start, test, 'test:nodes': testOnNodes, check, bench, faults, build, format, renew, docs }

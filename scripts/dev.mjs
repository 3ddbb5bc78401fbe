// One command per job, on a machine that has only Node and npm. Installs and builds what is missing, then does the job:
//   node scripts/dev.mjs start | test | test:nodes | check | bench <name> [--json] | faults <name> [--quick] [--only=sqlite] | build | format | renew | docs   [arguments for the job]
import { refuseOldNode } from './dev/node-version.mjs'

refuseOldNode(process.versions.node)
// Only now what an old Node could not even read; and of that nothing that is not installed yet.
const { jobs } = await import('./dev/jobs.mjs')
const { install } = await import('./dev/install.mjs')
const { Interrupted, root } = await import('./dev/run.mjs')

const [name = '', ...args] = process.argv.slice(2)
const job = Object.hasOwn(jobs, name) ? jobs[name] : undefined
if (!job) {
  console.error(`There is no job "${name}". Say one of: ${Object.keys(jobs).join(', ')}.`)
  process.exit(2)
}
process.chdir(root)
try {
  const code = (await install()) || (await job(args))
  if (code !== undefined) process.exitCode = code
} catch (error) {
  if (!(error instanceof Interrupted)) throw error
  process.exitCode = error.exitCode
}

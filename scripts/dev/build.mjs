// Builds packages with turbo, which knows what is built already.
import { quietly, step } from './run.mjs'

const turbo = ['run', 'build', '--output-logs=errors-only']

/** Builds what is missing of some packages and of all below them; silent unless it takes a while or fails. */
export async function buildMissing(packages) {
  if (packages.length === 0) return 0
  const filters = packages.map((name) => `--filter=${name}...`)
  const { code, output } = await quietly('turbo', [...turbo, ...filters], 'Building the packages …')
  if (code !== 0) console.error(output)
  return code
}

/** Builds everything, in the open. */
export const build = (args) => step('turbo', [...turbo, ...args])

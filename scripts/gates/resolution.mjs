// Every door of what npm would publish has types that tell the truth, for every way in which a compiler looks for them.
import { readFileSync } from 'node:fs'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { notBuilt, tarballs } from '../tarballs.mjs'

/**
 * The resolution that TypeScript calls node10 knows no exports maps, so it finds the main door alone. TypeScript 6 has
 * deprecated it and 7 has not got it; folders for it in every tarball would help nobody.
 */
const isForgiven = ({ kind, resolutionKind, entrypoint }) =>
  kind === 'NoResolution' && resolutionKind === 'node10' && entrypoint !== '.'

/** The problem's own words, and everything that it names: its door, its resolution, its files. */
function say({ kind, entrypoint, ...more }) {
  const named = Object.values(more).filter((value) => typeof value === 'string')
  return `${kind} (${[entrypoint && `door "${entrypoint}"`, ...named].filter(Boolean).join(', ')})`
}

async function faultsOf([name, file]) {
  const { types, problems = [] } = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(file))))
  if (!types) return [`${name}: has no types`]
  return problems.filter((problem) => !isForgiven(problem)).map((problem) => `${name}: ${say(problem)}`)
}

export async function inspect(given) {
  const all = given ?? (await tarballs())
  if (!all) return notBuilt
  const problems = []
  for (const one of all) problems.push(...(await faultsOf(one)))
  return {
    problems,
    summary: `${all.size} tarballs, every door has its types in node10 (main doors), node16 and bundler`,
  }
}

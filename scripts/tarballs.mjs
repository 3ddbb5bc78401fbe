// What npm would publish: some gates look at that, not at what lies in the folders.
import { tsImport } from 'tsx/esm/api'

/** The tarballs of all packages by name; undefined as long as a package is not built. */
export async function tarballs() {
  const { isBuilt, packed } = await tsImport('../tooling/tarballs.ts', import.meta.url)
  return isBuilt ? packed() : undefined
}

/** What a gate says without tarballs. */
export const notBuilt = { problems: ['the packages are not built (npm run build)'], summary: '' }

// The doors of the packages as users meet them: what stands in the exports map, and its built declarations.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { packages } from '../packages.mjs'

/** `src/case/index.ts` → `dist/types/case/index.d.ts` */
const declarationsOf = (source) => source.replace(/^src\//, 'dist/types/').replace(/\.ts$/, '.d.ts')

/** `@casewell/core` and `./case` → `@casewell/core/case` */
const specifierOf = (name, door) => `${name}${door.slice(1)}`

/** Every door of every package, with the absolute path of its declarations. */
export function doors() {
  return packages().flatMap((pkg) =>
    [...pkg.doors].map(([door, source]) => ({
      pkg,
      specifier: specifierOf(pkg.manifest.name, door),
      declarations: resolve(pkg.dir, declarationsOf(source)),
    })),
  )
}

/** Doors whose declarations are not built. */
export const unbuilt = (all) => all.filter(({ declarations }) => !existsSync(declarations))

// typedoc makes a program of TypeScript for each package, and each reads and checks the house below it again. Here all
// packages share one: the same pages in a fifth of the time.
import { readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import ts from 'typescript'
import { doorsOf, packages } from '../packages.mjs'

function programOf(files) {
  const { options } = ts.getParsedCommandLineOfConfigFile('tsconfig.base.json', undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(String(messageText))
    },
  })
  return ts.createProgram(files, options)
}

/** How a door is called where its package is known: `core` is the main one, `core/case` is another. */
const doorName = (name, door) => `${name}${door.slice(1)}`

/** The doors of one package, as typedoc takes them. */
function entryPointsOf(dir, program) {
  const doors = doorsOf(JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')))
  return [...doors].map(([door, source]) => ({
    displayName: doorName(basename(dir), door),
    program,
    sourceFile: program.getSourceFile(join(dir, source)),
  }))
}

/** Gives typedoc the doors of each package out of one program. Called once for each package. */
export function oneProgram(app) {
  let program
  app.getEntryPoints = () => {
    program ??= programOf(packages().flatMap(({ dir, doors }) => [...doors.values()].map((file) => resolve(dir, file))))
    return entryPointsOf(resolve(app.options.packageDir), program)
  }
}

// What a TypeScript file imports, as the compiler reads it: comments and strings do not count.
import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import ts from 'typescript'

/** Every specifier that a file imports, with its line: static, dynamic, `import type`, `export from`, `require`. */
export function importsOf(file) {
  const text = readFileSync(file, 'utf8')
  const { importedFiles } = ts.preProcessFile(text, true, true)
  return importedFiles.map(({ fileName, pos }) => ({
    file,
    specifier: fileName,
    line: text.slice(0, pos).split('\n').length,
  }))
}

export const isRelative = (specifier) => specifier.startsWith('.')

/** `@casewell/core/case` → `@casewell/core`; `node:fs` stays what it is. */
export function packageOf(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** `@casewell/core/case` → `{ room: 'core', door: './case' }`; undefined for what is not ours. */
export function ours(specifier) {
  const [, room, door] = /^@casewell\/([^/]+)(\/.*)?$/.exec(specifier) ?? []
  return room === undefined ? undefined : { room, door: `.${door ?? ''}` }
}

/** A file and every file that it reaches by relative imports. */
export function reach(entry, seen = new Set()) {
  if (seen.has(entry) || !existsSync(entry)) return seen
  seen.add(entry)
  for (const { specifier } of importsOf(entry)) {
    if (isRelative(specifier)) reach(posix.join(posix.dirname(entry), specifier), seen)
  }
  return seen
}

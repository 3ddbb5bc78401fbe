// What a TypeScript file imports, as the compiler reads it: comments and strings do not count.
import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import ts from 'typescript'

/** Every specifier that a file imports, with its line: static, dynamic, `import type`, `export from`, `require`. */
export function importsOf(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
  const found = []
  const look = (node) => {
    const specifier = specifierIn(node)
    if (specifier)
      found.push({
        file,
        specifier: specifier.text,
        line: source.getLineAndCharacterOfPosition(specifier.getStart(source)).line + 1,
      })
    ts.forEachChild(node, look)
  }
  look(source)
  return found
}

/** The text that a piece of code names a module with; undefined if it names none. */
function specifierIn(node) {
  const named = namedBy(node)
  return named && ts.isStringLiteralLike(named) ? named : undefined
}

function namedBy(node) {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier
  if (ts.isExternalModuleReference(node)) return node.expression
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined
  const { kind, text } = ts.isCallExpression(node) ? node.expression : {}
  const isImport = kind === ts.SyntaxKind.ImportKeyword || (kind === ts.SyntaxKind.Identifier && text === 'require')
  return isImport ? node.arguments[0] : undefined
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

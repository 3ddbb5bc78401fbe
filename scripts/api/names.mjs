// The public names of every door: whether each has a sentence that says what it is, and each function an example of how to
// call it.
import { relative, resolve } from 'node:path'

/** A name of a neighbour that a door hands on has its prose there. */
function declaredIn(pkg, symbol) {
  const home = `${resolve(pkg.dir)}/`
  return (symbol.declarations ?? []).filter((declaration) => declaration.getSourceFile().fileName.startsWith(home))
}

/** `dist/types/a.d.ts` → `src/a.ts`: the declarations are made, the source is what one mends. */
function sourceOf(declaration) {
  const file = relative('.', declaration.getSourceFile().fileName)
  return file.replace('/dist/types/', '/src/').replace(/\.d\.ts$/, '.ts')
}

/** A function, or a constant that was written as one. An event type can be called too, and is none. */
function isFunction(checker, symbol, declaration) {
  const type = checker.getTypeOfSymbolAtLocation(symbol, declaration)
  const written = type.symbol?.valueDeclaration === symbol.valueDeclaration || type.symbol?.escapedName === '__type'
  return symbol.valueDeclaration !== undefined && written && checker.getSignaturesOfType(type, 0).length > 0
}

function nameAt(checker, { pkg, specifier }, exported) {
  const isAlias = exported.declarations?.some((declaration) => declaration.propertyName || declaration.name) ?? false
  const symbol = isAlias && exported.flags & aliasFlag ? checker.getAliasedSymbol(exported) : exported
  const [declaration] = declaredIn(pkg, symbol)
  if (!declaration) return []
  return [
    {
      pkg,
      specifier,
      name: exported.name,
      file: sourceOf(declaration),
      hasSummary: symbol.getDocumentationComment(checker).some(({ text }) => text.trim() !== ''),
      hasExample: symbol.getJsDocTags(checker).some(({ name }) => name === 'example'),
      isFunction: isFunction(checker, symbol, declaration),
    },
  ]
}

/** The compiler's SymbolFlags.Alias: `export { a } from './a.js'`. */
const aliasFlag = 2_097_152

/** Every public name of some doors. */
export function namesOf(program, doors) {
  const checker = program.getTypeChecker()
  return doors.flatMap((door) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(door.declarations))
    if (!module) return [] // a program, not a library: it exports nothing
    return checker.getExportsOfModule(module).flatMap((exported) => nameAt(checker, door, exported))
  })
}

/** A line for each name without a summary, once, whichever doors it stands in. */
export const withoutSummary = (names) =>
  told(
    names.filter(({ hasSummary }) => !hasSummary),
    'is public and does not say what it is',
  )

/** A line for each function without an `@example`, likewise: a README has room for a few of them, and forgets the others. */
export const withoutExample = (names) =>
  told(
    names.filter(({ isFunction, hasExample }) => isFunction && !hasExample),
    'is public and has no @example of how to call it',
  )

const told = (names, what) => [...new Set(names.map(({ file, name }) => `${file}: ${name} ${what}`))]

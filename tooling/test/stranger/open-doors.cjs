// Opens the doors that are named in the arguments, by `require` and by `import`, in one process. Says as JSON which doors
// stayed closed to one of the two, and which names of which doors are not the same thing for both.

/** What a module exports; the names that Node adds to CommonJS do not count. */
const names = (module) =>
  Object.keys(module).filter((name) => !['default', 'module.exports', '__esModule'].includes(name))

async function open(specifier) {
  try {
    const [required, imported] = [require(specifier), await import(specifier)]
    const all = [...new Set([...names(required), ...names(imported)])]
    return { differing: all.filter((name) => required[name] !== imported[name]).map((name) => `${specifier} ${name}`) }
  } catch (error) {
    return { closed: `${specifier}: ${error.code}` }
  }
}

async function main() {
  const found = []
  for (const specifier of process.argv.slice(2)) found.push(await open(specifier))
  const { Bus } = require('@casewell/bus')
  const { createBus } = await import('@casewell/bus')
  const said = {
    opened: found.filter(({ closed }) => closed === undefined).length,
    closed: found.flatMap(({ closed }) => closed ?? []),
    differing: found.flatMap(({ differing }) => differing ?? []),
    oneBus: createBus() instanceof Bus,
  }
  console.log(JSON.stringify(said))
}

main()

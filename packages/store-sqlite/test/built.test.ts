import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { scratchFile } from './scratch.ts'

const home = resolve(import.meta.dirname, '..')
const below = ['errors', 'bus', 'store', 'store-sqlite'].map((name) => resolve(home, '..', name))

/** Was every file of the package, and of those below it, built after it was last changed? */
function isFresh(room: string): boolean {
  const built = join(room, 'dist', 'index.js')
  if (!existsSync(built)) return false
  const sources = readdirSync(join(room, 'src'), { recursive: true, encoding: 'utf8' })
  const newest = Math.max(...sources.map((file) => statSync(join(room, 'src', file)).mtimeMs))
  return statSync(built).mtimeMs > newest
}

const program = `
  const host = sqliteStore({ file: process.argv[1] })
  const store = host.tenant('acme')
  const Boxes = collection('boxes', z.object({ colour: z.string() }), { version: 1, indexes: {} })
  store
    .commit({ writes: [put(Boxes, 'one', { colour: 'red' }, 'absent')] })
    .then(({ commit }) => console.log('commit', commit))
    .then(() => host.close())
`
const names = { '@casewell/store': '{ collection, put }', '@casewell/store-sqlite': '{ sqliteStore }', zod: 'z' }
const imports = Object.entries(names).map(([from, what]) => `import ${what === 'z' ? '* as z' : what} from '${from}'`)
const requires = Object.entries(names).map(([from, what]) => `const ${what} = require('${from}')`)

test.skipIf(!below.every(isFresh)).each([
  ['module', imports],
  ['commonjs', requires],
])('[THREAD6] the built package starts its writer, as %s (needs a fresh npm run build)', (type, head) => {
  const source = [...head, program].join('\n')
  const args = [`--input-type=${type}`, '--eval', source, scratchFile()]
  expect(execFileSync(process.execPath, args, { cwd: home, encoding: 'utf8' })).toBe('commit 1\n')
})

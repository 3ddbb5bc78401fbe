// Keeps the manifests of all packages alike. A package says its name, description, doors and dependencies;
// everything that follows from these is written here.
//   node scripts/manifests.mjs          names the manifests that differ
//   node scripts/manifests.mjs --write  writes them
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { doorsOf } from './packages.mjs'

const write = process.argv.includes('--write')
const wrong = []

const door = (source) => {
  const base = source.replace(/^\.\/src\//, '').replace(/\.ts$/, '')
  const types = (kind) => `./dist/types/${base}.d.${kind}`
  return {
    '@casewell/source': source,
    'module-sync': { types: types('ts'), default: `./dist/${base}.js` },
    import: { types: types('ts'), default: `./dist/${base}.js` },
    require: { types: types('cts'), default: `./dist/${base}.cjs` },
  }
}

/** Under which name a package is published: `npm create casewell` asks for one without a scope. */
const publishedAs = (name) => (name.startsWith('create-') ? name : `@casewell/${name}`)

function manifest(name, given) {
  const sources = Object.entries(given.exports ?? { '.': './src/index.ts' })
    .filter(([path]) => path !== './package.json')
    .map(([path, d]) => [path, typeof d === 'string' ? d : d['@casewell/source']])
  const { dependencies, peerDependencies, peerDependenciesMeta, devDependencies, bin } = given
  return {
    name: publishedAs(name),
    version: given.version ?? '0.0.0',
    description: given.description,
    license: 'MIT',
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20.19.0' },
    repository: { type: 'git', url: 'git+https://github.com/casewell/casewell.git', directory: `packages/${name}` },
    ...(bin && { bin }),
    main: './dist/index.cjs',
    module: './dist/index.js',
    types: './dist/types/index.d.cts',
    exports: { ...Object.fromEntries(sources.map(([path, s]) => [path, door(s)])), './package.json': './package.json' },
    files: ['dist', 'src', ...(existsSync(`packages/${name}/template`) ? ['template'] : []), 'SPEC.md', 'CHANGELOG.md'],
    publishConfig: { access: 'public' },
    scripts: { build: 'tsc -p tsconfig.build.json && tsup', ...given.scripts },
    ...(dependencies && { dependencies }),
    ...(peerDependencies && { peerDependencies }),
    ...(peerDependenciesMeta && { peerDependenciesMeta }),
    ...(devDependencies && { devDependencies }),
  }
}

function keep(file, text) {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  wrong.push(file)
  if (write) writeFileSync(file, text)
}

const licence = readFileSync(new URL('../LICENSE', import.meta.url), 'utf8')
const json = (value) => `${JSON.stringify(value, null, 2)}\n`
for (const name of readdirSync('packages')) {
  const dir = `packages/${name}`
  if (!existsSync(`${dir}/package.json`)) continue
  const wanted = manifest(name, JSON.parse(readFileSync(`${dir}/package.json`, 'utf8')))
  keep(`${dir}/package.json`, json(wanted))
  keep(`${dir}/tsconfig.json`, json({ extends: '../../tsconfig.base.json', include: ['src', 'test'] }))
  keep(`${dir}/tsconfig.build.json`, json({ extends: '../../tooling/tsconfig.build.json' }))
  keep(`${dir}/typedoc.json`, json({ entryPoints: [...doorsOf(wanted).values()] }))
  keep(`${dir}/LICENSE`, licence) // npm takes it from the package's own folder alone
  keep(`${dir}/tsup.config.ts`, "export { default } from '../../tooling/tsup.ts'\n")
}
if (wrong.length > 0) console.log(`${write ? 'written' : 'differs (npm run format mends it)'}: ${wrong.join(', ')}`)
else console.log('all manifests are alike where they should be')
process.exitCode = wrong.length > 0 && !write ? 1 : 0

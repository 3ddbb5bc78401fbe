// Deprecates one version of every package with one sentence; without --yes it only says what it would do.
//   node scripts/release/deprecate.mjs 0.1.1 "0.1.1 may lose a message: install 0.1.2" [--yes]
import { spawnSync } from 'node:child_process'
import { packages } from '../packages.mjs'

const isMeant = process.argv.includes('--yes')
const [version = '', sentence] = process.argv.slice(2).filter((arg) => arg !== '--yes')

if (!/^\d+\.\d+\.\d+/.test(version) || sentence === undefined) {
  console.error('Say the version and the sentence: node scripts/release/deprecate.mjs 0.1.1 "…: install 0.1.2"')
  process.exit(2)
}
for (const { manifest } of packages()) {
  const args = ['deprecate', `${manifest.name}@${version}`, sentence]
  if (!isMeant) console.log(`npm ${args.slice(0, 2).join(' ')} ${JSON.stringify(sentence)}`)
  else if (spawnSync('npm', args, { stdio: 'inherit' }).status !== 0) process.exitCode = 1
}
if (!isMeant) console.log('Nothing was done. Say --yes to do it.')

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const home = resolve(import.meta.dirname, '../../packages')
const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '')

/** Every package that may be absent, with the package of ours that can use it. */
const peers = readdirSync(home).flatMap((name) => {
  const manifest = JSON.parse(read(resolve(home, name, 'package.json'))) as { peerDependenciesMeta?: object } // our own
  return Object.keys(manifest.peerDependenciesMeta ?? {}).map((peer) => ({ name, peer }))
})

describe('a package that is there only if somebody wants it', () => {
  test('exists: the check below is about something', () => expect(peers.length).toBeGreaterThan(0))

  test.each(peers)('$peer, where $name misses it, is named by an error with the line that installs it', (absent) => {
    expect(read(resolve(home, absent.name, 'src/errors.ts'))).toContain(`npm install ${absent.peer}`)
  })
})

// The tarballs are the product: somebody outside of the house installs all of them and uses every door.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, openBrowser, openPage, unlessChromium } from '../browser.ts'
import { isBuilt } from '../tarballs.ts'
import { type Compiler, compile, compilers, type Resolution, resolutions, writeProjects } from './compile.ts'
import { moveIn, type Stranger } from './stranger.ts'

/** Doors that are programs, not libraries: the command line, and the thread that store-sqlite starts by itself. */
const programs = ['@casewell/cli/bin', '@casewell/store-sqlite/writer']

/** What has no need of a server. `channel/contract` has: it proves signatures with Node's crypto. */
const forPages = /^@casewell\/(?:errors|bus|search|scoring|versions)(?:\/|$)|\/(?:events|case)$|knowledge\/contract$/

interface Installed {
  readonly name: string
  readonly gypfile?: boolean
  readonly scripts?: Readonly<Record<string, string>>
}

describe.skipIf(!isBuilt)('somebody who has installed every tarball (needs the built packages)', () => {
  let stranger: Stranger
  let libraries: readonly string[]
  beforeAll(() => {
    stranger = moveIn()
    libraries = stranger.doors.filter((door) => !programs.includes(door))
    writeProjects(stranger)
  })
  afterAll(() => stranger?.leave())

  test('opens every door by require and by import, and both lead to the very same things', async () => {
    const said = await stranger.node('open-doors.cjs', ...libraries)
    expect(JSON.parse(said)).toEqual({ opened: libraries.length, closed: [], differing: [], oneBus: true })
  })

  test('opens them by require where that knows no modules, as Jest does, but for one that needs a module', async () => {
    const said = await stranger.node('--no-experimental-require-module', 'open-doors.cjs', ...libraries)
    // htmlparser2 has been a module alone since its version 11.
    expect(JSON.parse(said)).toMatchObject({ closed: ['@casewell/knowledge/exchange: ERR_REQUIRE_ESM'] })
  })

  test('finds the licence, the page and the promises of every package beside it', () => {
    const home = join(stranger.folder, 'node_modules/@casewell')
    const lacking = readdirSync(home).flatMap((name) =>
      ['LICENSE', 'README.md', 'SPEC.md']
        .map((file) => join(name, file))
        .filter((file) => !existsSync(join(home, file))),
    )
    expect(lacking).toEqual([])
  })

  test('has a command line, and an SQLite whose writer starts', async () => {
    const bin = join(stranger.folder, 'node_modules/.bin/casewell')
    expect(await stranger.node(bin, '--help')).toContain('Usage: casewell')
    expect(await stranger.node('commit.cjs')).toBe('commit 1\n')
  })

  test('has run no script and compiled nothing; the only binary is the one of libsql, made for this platform', () => {
    const modules = join(stranger.folder, 'node_modules')
    const files = readdirSync(modules, { recursive: true, encoding: 'utf8' })
    const manifests = files.filter((file) => /(?:^|node_modules\/)(?:@[^/]+\/)?[^/@]+\/package\.json$/.test(file))
    const installed = manifests.map((file) => JSON.parse(readFileSync(join(modules, file), 'utf8')) as Installed) // npm's shape
    expect(installed.length).toBeGreaterThan(80)
    const withScripts = installed.filter(
      ({ scripts = {}, gypfile }) => gypfile || scripts['preinstall'] || scripts['install'] || scripts['postinstall'],
    )
    expect(withScripts.map(({ name }) => name)).toEqual([])
    expect(files.filter((file) => file.endsWith('binding.gyp'))).toEqual([])
    expect(files.filter((file) => file.endsWith('.node') && !file.startsWith('@libsql/'))).toEqual([])
  })

  test.concurrent.each(Object.keys(compilers) as Compiler[])(
    'compiles with TypeScript %s as .ts, .mts and .cts, in every resolution',
    async (compiler) => {
      for (const resolution of Object.keys(resolutions) as Resolution[]) {
        expect(await compile(stranger, compiler, resolution), resolution).toEqual([])
      }
    },
    600_000,
  )

  test('bundles for a browser every door that needs no server, without anything of Node', async () => {
    const contents = libraries
      .filter((door) => forPages.test(door))
      .map((door, i) => `export * as door${i} from '${door}'`)
    expect(contents.length).toBeGreaterThan(25)
    const { metafile } = await bundled(stranger.folder, { contents: contents.join('\n'), resolveDir: stranger.folder })
    expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([])
  })

  test.skipIf(chromiumPath === undefined)(`gets right answers in Chromium${unlessChromium}`, async () => {
    const { outputFiles } = await bundled(stranger.folder, join(stranger.folder, 'in-a-page.ts'))
    const browser = await openBrowser()
    try {
      const page = await openPage(browser, '<!doctype html><title>A page</title>', { width: 800 })
      await page.addScriptTag({ content: outputFiles[0]?.text ?? '' })
      expect(await page.evaluate('answers()')).toEqual({
        bus: [5, true, 'case.parked'],
        search: [['vpn'], 'sound', 'card', 'object'],
        case: 'new',
        events: ['case.resolved', 'channel.sending-failed'],
        knowledge: false,
        scoring: 25, // two promoters less one detractor, of four
        versions: [1, 'yes'],
      })
    } finally {
      await browser.close()
    }
  })
})

/** As a page's bundler does it; an import of Node's fails here. */
const bundled = (folder: string, from: string | { readonly contents: string; readonly resolveDir: string }) =>
  build({
    absWorkingDir: folder,
    ...(typeof from === 'string' ? { entryPoints: [from] } : { stdin: from }),
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    globalName: 'doors',
    metafile: true,
    write: false,
    logLevel: 'silent',
  })

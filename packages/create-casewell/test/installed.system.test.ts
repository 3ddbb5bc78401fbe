import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { installTarballs, isBuilt, quietNpm } from '../../../tooling/tarballs.ts'
import { asOwner, needs, there, url } from '../../store-postgres/test/database.ts'
import { type Choices, channels, features } from '../src/index.ts'
import { others, packagesOf } from '../src/manifest.ts'

const unlessBuilt = isBuilt ? '' : ' (needs the packages built: npm run build)'

/** Each store, each channel and each feature at least once; two features side by side, and a desk of nothing. */
const projects: readonly Choices[] = [
  { name: 'usual', store: 'sqlite', channels: ['email', 'webhook'], features: ['knowledge', 'surveys', 'scores'] },
  { name: 'bare', store: 'memory', channels: [], features: [] },
  { name: 'chats', store: 'memory', channels: ['telegram', 'slack', 'line'], features: ['assets', 'knowledge'] },
  { name: 'shared', store: 'postgres', channels: ['whatsapp', 'wecom', 'twilio'], features: ['scores', 'assets'] },
]

let folder = ''
beforeAll(() => {
  if (!isBuilt) return
  folder = mkdtempSync(join(tmpdir(), 'create-casewell-'))
  const everything = {
    name: 'all',
    channels: channels.map(({ name }) => name),
    features: features.map(({ name }) => name),
  }
  const ours = (['sqlite', 'postgres'] as const).flatMap((store) => packagesOf({ ...everything, store }))
  installTarballs(folder, [...new Set([...ours, 'create-casewell'])], others)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Makes a project with the installed command; it finds what the folder above it has installed. */
function create({ name, store, channels, features }: Choices): string {
  const list = (names: readonly string[]): string => names.join(',') || 'none'
  const options = ['--store', store, '--channels', list(channels), '--features', list(features)]
  execFileSync(join(folder, 'node_modules/.bin/create-casewell'), [name, ...options, '--yes'], { cwd: folder })
  return join(folder, name)
}

/** What node counted: Node 20 and 22 tell it to a program in TAP, later ones in prose. */
function countsIn(said: string): { readonly pass: number; readonly fail: number } {
  const count = (what: string): number => Number(new RegExp(`^[#ℹ] ${what} (\\d+)$`, 'm').exec(said)?.[1])
  return { pass: count('pass'), fail: count('fail') }
}

/** A port that nobody had a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (typeof address !== 'object' || address === null) throw new Error('a server that listens has an address')
  return address.port
}

/** A database of its own, gone when the test is over. */
async function scratchDatabase(): Promise<string> {
  const name = `create_casewell_${process.pid}`
  await asOwner((client) => client.query(`create database ${name}`))
  onTestFinished(() => asOwner(async (client) => void (await client.query(`drop database ${name} with (force)`))))
  return Object.assign(new URL(url), { pathname: name }).href
}

/** Starts a project by `npm start`, resolves when it is open; `stop` asks npm to end and resolves when the port is free. */
async function started(cwd: string, env: NodeJS.ProcessEnv) {
  const PORT = String(await freePort())
  const child = spawn('npm', ['start', '--silent'], {
    cwd,
    env: { ...quietNpm, ...env, PORT },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const closed = once(child.stdout, 'close') // the last process that writes there has ended
  for await (const line of createInterface({ input: child.stdout })) if (line.startsWith('The desk is open')) break
  child.stdout.resume()
  const health = () => fetch(`http://127.0.0.1:${PORT}/health`, { headers: { connection: 'close' } })
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await closed
  }
  return { health, stop }
}

describe.skipIf(!isBuilt)(`a project that was installed${unlessBuilt}`, () => {
  for (const choices of projects) {
    const isPossible = choices.store !== 'postgres' || there
    const label = [choices.store, ...choices.channels, ...choices.features].join(', ')
    test.skipIf(!isPossible)(
      `[NEW3] ${label}: tests pass, it starts, is well, and ends${isPossible ? '' : needs}`,
      async () => {
        const cwd = create(choices)
        const said = execFileSync('npm', ['test', '--silent'], { cwd, env: quietNpm, encoding: 'utf8' })
        expect(countsIn(said)).toEqual({ pass: 2 + choices.channels.length + choices.features.length, fail: 0 })
        const env = choices.store === 'postgres' ? { DATABASE_URL: await scratchDatabase() } : {}
        const desk = await started(cwd, env)
        expect(await (await desk.health()).json()).toMatchObject({ status: 'ok' })
        await desk.stop()
        await expect(desk.health()).rejects.toThrow('fetch failed')
      },
    )
  }

  test('[NEW5] asks for the packages of the release that made it', () => {
    const cwd = create({ name: 'versions', store: 'sqlite', channels: ['email'], features: [] })
    const manifestIn = (path: string) =>
      JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as {
        readonly version: string
        readonly dependencies: Readonly<Record<string, string>>
      } // npm's shape
    const { dependencies } = manifestIn(cwd)
    for (const name of ['core', 'store-sqlite', 'channel-email'])
      expect(dependencies[`@casewell/${name}`]).toBe(
        `^${manifestIn(join(folder, 'node_modules/@casewell', name)).version}`,
      )
  })
})

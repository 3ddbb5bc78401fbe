// A registry of one's own on loopback: what is published stays in its folder, everything else comes from the usual one.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { root } from '../dev/run.mjs'

const home = join(root, 'tooling', 'registry')
const program = join(home, 'node_modules', 'verdaccio', 'bin', 'verdaccio')
const readyWithinMs = 60_000

function installed() {
  if (existsSync(program)) return
  console.log('Installing the registry …')
  const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: home,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`the registry could not be installed:\n${stderr.trim()}`)
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  return port
}

/** Ours are published by anybody, and never looked for elsewhere: a version that is out in the world must not hide them. */
const settings = (folder, upstream) => ({
  storage: join(folder, 'storage'),
  uplinks: { usual: { url: upstream, maxage: '60m', timeout: '60s' } },
  packages: {
    '@casewell/*': { access: '$all', publish: '$all' },
    'create-casewell': { access: '$all', publish: '$all' },
    '**': { access: '$all', proxy: 'usual' },
  },
  web: { enable: false },
  max_body_size: '50mb',
  log: { type: 'stdout', format: 'json', level: 'warn' },
})

/** Starts it in a folder; resolves to its address and to what ends it. */
export async function openRegistry(folder) {
  installed()
  const upstream = spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).stdout.trim()
  const config = join(folder, 'config.yaml') // JSON is YAML
  writeFileSync(config, JSON.stringify(settings(folder, upstream)))
  const port = await freePort()
  const child = spawn(process.execPath, [program, '--config', config, '--listen', `127.0.0.1:${port}`], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  const url = `http://127.0.0.1:${port}/`
  const close = async () => {
    child.kill('SIGTERM')
    await ended
  }
  try {
    await ready(url, child)
  } catch (error) {
    await close()
    throw error
  }
  return { url, close }
}

async function ready(url, child) {
  const until = performance.now() + readyWithinMs
  while (child.exitCode === null && performance.now() < until) {
    const answer = await fetch(`${url}-/ping`).catch(() => undefined)
    if (answer?.ok) return
    await pause(200)
  }
  throw new Error(`the registry did not answer within ${readyWithinMs / 1000} s (exit code ${child.exitCode})`)
}

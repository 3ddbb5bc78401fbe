import { type ExecFileSyncOptions, execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import type { Trial } from './trial.ts'

/** Where Debian, Homebrew and the sources put the server's programs, besides the search path. */
const homes = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/pgsql']

function findPrograms(): string | undefined {
  const versions = homes
    .filter(existsSync)
    .flatMap((home) => [join(home, 'bin'), ...readdirSync(home).map((v) => join(home, v, 'bin'))])
  const known = [
    process.env['PG_BIN'] ?? '',
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.sort().reverse(),
  ]
  return known.find(
    (folder) => folder !== '' && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')),
  )
}

const programs = findPrograms()

/** Why no server can be started here; undefined if one can. */
export const noServer =
  programs === undefined ? 'no initdb and pg_ctl were found (set PG_BIN to their folder)' : undefined

/** A server refuses to run as root: root starts it as the user that the package made for it. */
function userOf(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** How a server is set up. */
export interface ServerOptions {
  /** An empty folder for its data. */
  readonly folder: string
  /** A folder for its write-ahead log. @defaultValue inside `folder` */
  readonly walFolder?: string
  /** `name=value`. */
  readonly settings?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** A Postgres server of an experiment's own: nobody else's is ever touched. */
export class PostgresServer {
  readonly #options: ServerOptions
  readonly #user = userOf()
  readonly #port: number

  private constructor(options: ServerOptions, port: number) {
    this.#options = options
    this.#port = port
  }

  /** Makes a cluster and starts it; it is stopped when the trial ends. */
  static async start(trial: Trial, options: ServerOptions): Promise<PostgresServer> {
    const server = new PostgresServer(options, await freePort())
    server.#make()
    trial.onEnd(() => server.discard())
    server.start()
    return server
  }

  /** A server over what is left of the data of another one, which no longer runs. */
  static over(trial: Trial, other: PostgresServer, folder: string): PostgresServer {
    const server = new PostgresServer({ folder }, other.#port)
    rmSync(join(server.#data, 'postmaster.pid'), { force: true }) // of a process of before the power cut
    trial.onEnd(() => server.discard())
    return server
  }

  get #data(): string {
    return join(this.#options.folder, 'data')
  }

  /** Where a store finds its schema on this server. */
  url(schema: string): string {
    return `postgres://postgres@127.0.0.1:${this.#port}/postgres#${schema}`
  }

  start(): void {
    const own = [`port=${this.#port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=']
    // Not in postgresql.conf: nobody syncs that, and a power cut takes it away.
    const settings = [...own, ...(this.#options.settings ?? [])].map((setting) => `-c '${setting}'`).join(' ')
    const log = join(this.#options.folder, 'server.log')
    this.#run('pg_ctl', ['-D', this.#data, '-l', log, '-o', settings, '-w', 'start'])
  }

  /** `fast`: says goodbye to everybody. `immediate`: as if it had crashed. */
  stop(mode: 'fast' | 'immediate'): void {
    this.#run('pg_ctl', ['-D', this.#data, '-m', mode, '-w', 'stop'])
  }

  /** Stops it, whatever it is doing and whether it runs at all. */
  discard(): void {
    try {
      this.thaw()
      this.stop('immediate')
    } catch {
      // it does not run
    }
  }

  /** No process of the server does anything from here on, and no connection breaks. */
  freeze(): void {
    this.#signal('SIGSTOP')
  }

  thaw(): void {
    this.#signal('SIGCONT')
  }

  /** What it says itself. */
  get log(): string {
    return readFileSync(join(this.#options.folder, 'server.log'), 'utf8')
  }

  /** The server's processes, the first one first, so that it starts no more of them. */
  get processes(): readonly number[] {
    const first = Number.parseInt(readFileSync(join(this.#data, 'postmaster.pid'), 'utf8'), 10) // its first line
    const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(first)], { encoding: 'utf8' })
    return [first, ...children.trim().split(/\s+/).map(Number)]
  }

  #signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    for (const pid of this.processes)
      try {
        process.kill(pid, signal)
      } catch {
        // it ended by itself meanwhile
      }
  }

  #make(): void {
    const { folder, walFolder } = this.#options
    const { uid, gid } = this.#user
    for (const made of [folder, ...(walFolder === undefined ? [] : [walFolder])]) {
      mkdirSync(made, { recursive: true })
      if (uid !== undefined && gid !== undefined) chownSync(made, uid, gid)
    }
    const wal = walFolder === undefined ? [] : ['--waldir', join(walFolder, 'wal')]
    this.#run('initdb', ['-D', this.#data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', ...wal])
  }

  #run(program: string, args: readonly string[]): void {
    const env = { ...process.env, LC_ALL: 'C', ...this.#options.env }
    const options = {
      ...this.#user,
      env,
      cwd: this.#options.folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 120_000,
    } satisfies ExecFileSyncOptions
    execFileSync(join(programs ?? '', program), [...args], options)
  }
}

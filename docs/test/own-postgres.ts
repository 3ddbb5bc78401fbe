import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** Where Debian, Red Hat and Homebrew put the programs of the server; `initdb` is on nobody's PATH. */
const bins = ['/usr/lib/postgresql', '/usr/pgsql', '/opt/homebrew/opt/postgresql', '/usr/local/opt/postgresql']
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => [join(folder, 'bin'), ...readdirSync(folder).map((name) => join(folder, name, 'bin'))])

const bin = bins.find((folder) => existsSync(join(folder, 'initdb')))

/** The server refuses to run as root: then it runs as the user whom its package has made. */
function otherThanRoot(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** Why there can be no server of our own here; '' if there can. */
export const needsServer = bin === undefined ? " (needs Postgres' initdb)" : ''

export interface OwnPostgres {
  readonly port: number
  stop(): Promise<void>
}

/** A server of our own, whose files go with it. It asks `ada` for the password `s3cret` and has a database `support`. */
export async function ownPostgres(port: number): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-postgres-'))
  const who = otherThanRoot()
  const data = join(folder, 'data')
  mkdirSync(data, { recursive: true })
  writeFileSync(join(folder, 'password'), 's3cret')
  if (who) for (const path of [folder, data, join(folder, 'password')]) chownSync(path, who.uid, who.gid)
  const settings = [
    '-U',
    'ada',
    '--auth=scram-sha-256',
    `--pwfile=${join(folder, 'password')}`,
    '--no-sync',
    '-D',
    data,
  ]
  execFileSync(join(bin ?? '', 'initdb'), settings, { ...who, cwd: folder, stdio: 'ignore' })
  const listening = ['-p', `${port}`, '-k', folder, '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off']
  const server = spawn(join(bin ?? '', 'postgres'), ['-D', data, ...listening], {
    ...who,
    cwd: folder,
    stdio: 'ignore',
  })
  const ended = once(server, 'exit')
  await answering(port)
  return {
    port,
    async stop() {
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Waits until the server lets somebody in, and makes the database. */
async function answering(port: number): Promise<void> {
  for (;;) {
    const client = new pg.Client({ connectionString: `postgres://ada:s3cret@127.0.0.1:${port}/postgres` })
    try {
      await client.connect()
      await client.query('create database support')
      return await client.end()
    } catch {
      await client.end().catch(() => {}) // it is still starting; the test's own time limit ends this
      await new Promise((later) => setTimeout(later, 100))
    }
  }
}

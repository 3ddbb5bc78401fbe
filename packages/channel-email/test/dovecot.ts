import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { ImapFlow } from 'imapflow'
import { onTestFinished } from 'vitest'

const binary = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'].find((path) =>
  existsSync(path),
)

/** Is there a Dovecot for tests? */
export const there = binary !== undefined
/** The end of the name of a test that needs one: says why it was skipped. */
export const needs = there ? '' : ' (needs Dovecot: Debian package dovecot-imapd)'

/** An account of its own on a running mail server on loopback. */
export interface Dovecot {
  /** For the settings of an account. */
  readonly url: string
  /** A connection as any mail program has one; closed when the test is over. */
  client(): Promise<ImapFlow>
  /** Cuts every connection, without a word. */
  cut(): void
  /** Refuses new connections, or takes them again. */
  refuse(isRefusing: boolean): void
  /** Connections that are open now. */
  readonly connections: number
}

/** Dovecot's processes run under another name than the tests' only where root starts them. */
function accountLines(folder: string): string {
  const isRoot = userInfo().uid === 0
  const { uid, gid, username } = isRoot ? { uid: 65_534, gid: 65_534, username: 'nobody' } : userInfo()
  const group = isRoot ? 'nogroup' : execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim()
  return `default_internal_user = ${username}
default_internal_group = ${group}
default_login_user = ${username}
first_valid_uid = 1
first_valid_gid = 1
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/home/%u
}`
}

const configOf = (folder: string): string => `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
auth_failure_delay = 0
mail_location = maildir:${folder}/home/%u/mail
${accountLines(folder)}
passdb {
  driver = static
  args = password=secret
}
service imap-login {
  chroot =
  unix_listener ${folder}/imap {
    mode = 0666
  }
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
namespace inbox {
  inbox = yes
  mailbox Sent {
    special_use = \\Sent
    auto = create
  }
}
`

let running: Promise<Running> | undefined
let accounts = 0

/** A server, by its socket file. */
interface Running {
  readonly socket: string
  stop(): Promise<void>
}

/** Ends the Dovecot of this test file, if there was one: for its `afterAll`. */
export async function stopDovecot(): Promise<void> {
  const server = await running
  running = undefined
  await server?.stop()
}

/** An account that no other test has. Its door on a free port leads to the one Dovecot of this test file. */
export async function dovecot(): Promise<Dovecot> {
  running ??= startServer()
  const user = `help${++accounts}`
  const door = await openDoor((await running).socket)
  onTestFinished(door.close)
  const { port } = door
  return {
    url: `imap://${user}:secret@127.0.0.1:${port}`,
    client: () => connect(port, user),
    cut: door.cut,
    refuse: door.refuse,
    get connections() {
      return door.connections
    },
  }
}

/** Starts a Dovecot that listens on a socket file. */
async function startServer(): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-imap-'))
  mkdirSync(join(folder, 'state'))
  mkdirSync(join(folder, 'home'))
  if (userInfo().uid === 0) execFileSync('chown', ['-R', '65534:65534', folder])
  writeFileSync(join(folder, 'dovecot.conf'), configOf(folder))
  const server = spawn(binary ?? '', ['-F', '-c', join(folder, 'dovecot.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await appears(folder, 'imap', server)
  return {
    socket: join(folder, 'imap'),
    async stop() {
      await ended(server)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function connect(port: number, user: string): Promise<ImapFlow> {
  const auth = { user, pass: 'secret' }
  const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, auth, logger: false })
  client.on('error', () => {})
  await client.connect()
  onTestFinished(() => client.close())
  return client
}

/** Waits for a file of the server's, or for its end. */
async function appears(folder: string, name: string, server: ChildProcess): Promise<void> {
  const said: string[] = []
  server.stderr?.on('data', (data: Buffer) => said.push(data.toString()))
  await new Promise<void>((resolve, reject) => {
    const watcher = watch(folder, () => check())
    const check = (): void => {
      if (!existsSync(join(folder, name))) return
      watcher.close()
      resolve()
    }
    server.once('exit', (code) => {
      watcher.close()
      const log = existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : ''
      reject(new Error(`Dovecot ended with ${code}: ${said.join('')}${log}`))
    })
    check()
  })
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await gone
}

/** A way through on a free port that a test can shut. */
async function openDoor(socketFile: string) {
  const open = new Set<Socket>()
  let isRefusing = false
  const door: Server = createServer((outside) => {
    if (isRefusing) return void outside.destroy()
    const inside = createConnection(socketFile)
    for (const [one, other] of [
      [outside, inside],
      [inside, outside],
    ] as const) {
      open.add(one)
      one.pipe(other)
      one.on('error', () => {})
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  const cut = (): void => {
    for (const socket of open) socket.destroy()
  }
  return {
    port: (door.address() as AddressInfo).port,
    cut,
    refuse: (refusing: boolean): void => {
      isRefusing = refusing
    },
    get connections() {
      return open.size / 2
    },
    close: async (): Promise<void> => {
      cut()
      await new Promise((resolve) => door.close(resolve))
    },
  }
}

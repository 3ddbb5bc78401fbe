import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { collection, erase, put, type StoreHost } from '@casewell/store'
import { onTestFinished } from 'vitest'
import * as z from 'zod'
import { handled, Lost, Posted } from '../../store/test/engines/post-office.ts'
import { run, type Surroundings } from '../src/index.ts'

/** Letters between two, so that one of them can be forgotten and the other not. */
export const Letters = collection(
  'letters',
  z.object({ between: z.array(z.string()), text: z.string(), photos: z.array(z.string()) }),
  {
    version: 1,
    indexes: { text: (letter) => [letter.text] },
    about: (letter) => letter.between,
    blobs: (letter) => letter.photos,
  },
)

/** What a command line said, and how it ended. */
export interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
  /** Each line of the standard output as JSON. */
  readonly json: readonly unknown[]
}

/** Runs a command line here, with nobody at a terminal unless it is said what they answer. */
export async function casewell(
  argv: readonly string[],
  given: Partial<Surroundings> & { answer?: string } = {},
): Promise<Said> {
  const [stdout, stderr] = [new PassThrough({ encoding: 'utf8' }), new PassThrough({ encoding: 'utf8' })]
  const { answer, ...world } = given
  const around: Surroundings = {
    stdout,
    stderr,
    env: {},
    isTerminal: answer !== undefined,
    signal: new AbortController().signal,
    ask: async () => answer ?? '',
    ...world,
  }
  const code = await run(argv, around)
  const text = (stream: PassThrough): string => (stream.read() as string | null) ?? ''
  const [out, err] = [text(stdout), text(stderr)]
  const json = (): readonly unknown[] =>
    out.split('\n').flatMap((line): unknown[] => (line === '' ? [] : [JSON.parse(line)]))
  return { code, out, err, json: argv.includes('--json') && code !== 1 && code !== 2 ? json() : [] }
}

/** A folder of this test's own, gone when the test is over. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

/** Ada writes to Bob with a photo; a letter was erased; one event is a dead letter. */
export async function furnish(host: StoreHost, tenant = 'acme'): Promise<{ readonly photo: string }> {
  const store = host.tenant(tenant)
  const { blob: photo } = await store.blobs.write(Buffer.from('a photo'))
  await store.commit({
    writes: [
      put(Letters, 'one', { between: ['ada', 'bob'], text: 'hello', photos: [photo] }, 'absent'),
      put(Letters, 'two', { between: ['bob', 'cy'], text: 'hi', photos: [] }, 'absent'),
      put(Letters, 'three', { between: ['cy'], text: 'erased', photos: [] }, 'absent'),
    ],
    events: [Posted('one', { stamps: 2 }), Lost('two', { where: 'Rome' }), Posted('two', { stamps: 3 })],
  })
  await store.commit({ writes: [erase(Letters, 'three', 1)] })
  await store.prepare({ collections: [Letters] })
  await handled(store)
  return { photo }
}

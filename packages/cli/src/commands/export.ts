import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { exportAbout, type Held, type Store } from '@casewell/store'
import { Command } from 'commander'
import type { Desktop } from '../desktop.ts'
import { cliErrors } from '../errors.ts'
import { commonOfTenant, type OfTenant } from '../store/options.ts'
import { onlyTenant } from '../store/tenant.ts'

interface Options extends OfTenant {
  readonly about: string
  readonly to?: string
}

/** `casewell export` */
export function exportCommand(desktop: Desktop): Command {
  const command = new Command('export')
    .description('Writes out everything that concerns a person: a line of JSON each document, and the files they name.')
    .requiredOption('--about <person>', 'the id of a person')
    .option('--to <folder>', 'documents.jsonl and files/ go there (default: only the lines, to the standard output)')
  return commonOfTenant(command).action((options: Options) => exportAs(desktop, options))
}

async function exportAs(desktop: Desktop, options: Options): Promise<void> {
  await desktop.withStore(options, async (host) => {
    const { store } = await onlyTenant(host, options.tenant)
    if (options.to === undefined) {
      for await (const held of exportAbout(store, options.about)) {
        desktop.check()
        desktop.json(held)
      }
      return
    }
    const done = await toFolder(desktop, store, options, options.to)
    if (options.json) desktop.json(done)
    else desktop.line(`${done.folder}: ${done.documents} documents, ${done.files} files`)
  })
}

/** Only a whole export bears its name: until then it lies in a folder beside it. */
async function toFolder(desktop: Desktop, store: Store, options: Options, folder: string) {
  if (existsSync(folder) && (await readdir(folder)).length > 0) throw cliErrors['file-exists']({ file: folder })
  const draft = `${folder}.part`
  await mkdir(join(draft, 'files'), { recursive: true })
  const progress = desktop.progress(options)
  const files = new Set<string>()
  let documents = 0
  async function* lines(): AsyncIterable<string> {
    for await (const held of exportAbout(store, options.about)) {
      desktop.check()
      await keepFiles(store, held, join(draft, 'files'), files)
      progress.show(`${++documents} documents, ${files.size} files`)
      yield `${JSON.stringify(held)}\n`
    }
  }
  try {
    await pipeline(Readable.from(lines()), createWriteStream(join(draft, 'documents.jsonl')))
    await rm(folder, { recursive: true, force: true })
    await rename(draft, folder)
    return { folder, documents, files: files.size }
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  } finally {
    progress.clear()
  }
}

async function keepFiles(store: Store, { blobs }: Held, folder: string, files: Set<string>): Promise<void> {
  for (const blob of blobs) {
    if (files.has(blob)) continue
    files.add(blob)
    await pipeline(Readable.from(store.blobs.read(blob), { objectMode: false }), createWriteStream(join(folder, blob)))
  }
}

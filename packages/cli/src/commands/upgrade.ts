import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { messageOf } from '@casewell/errors'
import { type AnyCollection, collectionsOf, type StoreHost } from '@casewell/store'
import { Command } from 'commander'
import type { Desktop } from '../desktop.ts'
import { cliErrors } from '../errors.ts'
import { commonOfTenants, type OfTenants } from '../store/options.ts'
import { chosenTenants } from '../store/tenant.ts'

interface Options extends OfTenants {
  readonly collections?: string
}

/** `casewell upgrade` */
export function upgradeCommand(desktop: Desktop): Command {
  const command = new Command('upgrade')
    .description('Brings the store to the layout of this release, and says in which versions its collections are.')
    .option('--collections <module>', 'a module that exports collections: their documents are brought up to date too')
  return commonOfTenants(command).action((options: Options) => upgrade(desktop, options))
}

/** Opening brings the layout up to date. Documents are read in the shape of today anyway: here they are re-indexed. */
async function upgrade(desktop: Desktop, options: Options): Promise<void> {
  const known = options.collections === undefined ? [] : await collectionsIn(options.collections)
  const progress = desktop.progress(options)
  await desktop.withStore(options, async (host) => {
    const tenants = await chosenTenants(host, options.tenant)
    try {
      for (const tenant of tenants)
        for (const collection of known) {
          desktop.check()
          progress.show(`${tenant}: ${collection.name}`)
          await host.tenant(tenant).prepare({ collections: [collection] })
        }
    } finally {
      progress.clear()
    }
    desktop.rows(options, await versionsIn(host, tenants))
  })
}

async function versionsIn(host: StoreHost, tenants: readonly string[]) {
  const rows: { tenant: string; collection: string; version: number; isComplete: boolean }[] = []
  for (const tenant of tenants)
    for (const { name, version, isComplete } of await collectionsOf(host.tenant(tenant)))
      rows.push({ tenant, collection: name, version, isComplete })
  return rows
}

/** @throws `cli/no-module`, `cli/bad-module`, `cli/no-collections` */
async function collectionsIn(module: string): Promise<readonly AnyCollection[]> {
  const exported = await loaded(module)
  const found = Object.values(exported as object)
    .flat()
    .filter(isCollection) // a module is an object of what it exports
  if (found.length === 0) throw cliErrors['no-collections']({ module })
  return [...new Set(found)]
}

async function loaded(module: string): Promise<unknown> {
  const file = resolve(module)
  if (!existsSync(file)) throw cliErrors['no-module']({ module })
  try {
    return await import(pathToFileURL(file).href)
  } catch (cause) {
    throw cliErrors['bad-module']({ module, reason: messageOf(cause) }, { cause })
  }
}

function isCollection(value: unknown): value is AnyCollection {
  const needed = ['name', 'version', 'schema', 'indexes', 'entries', 'about', 'blobs', 'upgrade']
  return typeof value === 'object' && value !== null && needed.every((name) => name in value)
}
